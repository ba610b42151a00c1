using System.Text.Json;
using Gudok.Numbers;

namespace Gudok.Access;

/// <summary>What a provider says of somebody's mobile number.</summary>
/// <param name="Number">The number that it has verified; null if it has verified none.</param>
internal sealed record SaidNumber(PhoneNumber? Number)
{
    private const int MaxText = 40;
    private const int LeastDigits = 8;
    private const string Verified = "_verified";
    private const string Between = " -().";

    /// <summary>Reads the claim that the settings name (<c>phone_number</c>, OpenID Connect Core §5.1): it counts if the claim of the same name with <c>_verified</c> is true.</summary>
    /// <returns>Null if the settings name none.</returns>
    public static SaidNumber? Of(JsonElement said, ProviderOptions provider)
    {
        if (provider.NumberClaim.Length == 0) return null;
        var isVerified = ExternalIdentity.Find(said, provider.NumberClaim + Verified) is { ValueKind: JsonValueKind.True };
        return new SaidNumber(isVerified && ExternalIdentity.Find(said, provider.NumberClaim) is { ValueKind: JsonValueKind.String } text ? Read(text.GetString()!) : null);
    }

    /// <summary>Reads a number with its country, as +7 (916) 123-45-67 or +79161234567. Without one it is nobody's for sure.</summary>
    public static PhoneNumber? Read(string text)
    {
        if (text.Length > MaxText || !text.StartsWith('+')) return null;
        var digits = string.Concat(text.Skip(1).Where(letter => !Between.Contains(letter, StringComparison.Ordinal)));
        return digits.Length >= LeastDigits && digits.All(char.IsAsciiDigit) && PhoneNumber.TryCreate(PartyKind.E164, digits, out var number) ? number : null;
    }
}
