namespace Gudok.Numbers;

/// <summary>How parties are read. Section <c>Numbers</c> of the settings.</summary>
public sealed class PartyOptions
{
    /// <summary>Region whose dialling habits apply to numbers without a country code (ISO 3166-1 alpha-2). Default <c>RU</c>.</summary>
    public string Region { get; set; } = "RU";
}
