namespace Gudok.Numbers;

/// <summary>How parties are read, and which of them are ours. Section <c>Numbers</c> of the settings.</summary>
public sealed class PartyOptions
{
    /// <summary>Region whose dialling habits apply to numbers without a country code (ISO 3166-1 alpha-2). Default <c>RU</c>.</summary>
    public string Region { get; set; } = "RU";

    /// <summary>Our own numbers: <c>88005553535</c>, <c>+74951234500..+74951234599</c> or extensions <c>100..499</c>. Default none. An extension
    /// named here is an extension even where the region has the same short number.</summary>
    public IList<string> OwnNumbers { get; } = [];

    /// <summary>The most digits that an extension of ours has, 1–9: more digits that are no valid number are those of a stranger.
    /// Default 6.</summary>
    public int ExtensionDigits { get; set; } = 6;

    /// <summary>Host of a SIP address → realm of the extensions behind it, for those who run several PBXs with the same extensions.
    /// Default none: one realm without a name.</summary>
    public IDictionary<string, string> InternalRealms { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Short numbers of the region that its plan does not name, such as <c>122</c>. Default none.</summary>
    public IList<string> ShortNumbers { get; } = [];

    /// <summary>International prefixes that callers use besides that of the region, such as <c>00</c> behind a GSM gateway. Digits behind them
    /// count only if they make a valid number. Default none.</summary>
    public IList<string> InternationalPrefixes { get; } = [];

    /// <summary>Whether digits that are no number of the region may be a foreign number whose plus was lost on the way, as some trunks
    /// send it. Default false: an extension may look like one.</summary>
    public bool AcceptsMissingPlus { get; set; }

    /// <summary>All mistakes in these settings at once, each naming its setting; empty if there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> faults = [];
        if (!NumberingPlan.Default.HasRegion(Region)) faults.Add($"Numbers:Region: '{Region}' is no region of ISO 3166-1, such as RU or KZ.");
        if (ExtensionDigits is < 1 or > 9) faults.Add("Numbers:ExtensionDigits: must be 1–9.");
        for (var i = 0; i < OwnNumbers.Count; i++)
        {
            // The setting's place, not its text: numbers do not go into logs.
            if (!Gudok.Numbers.OwnNumbers.TryReadRange(OwnNumbers[i], Region, out _)) faults.Add($"Numbers:OwnNumbers:{i}: neither a number nor a range first..last of one length.");
        }

        CheckDigits(ShortNumbers, nameof(ShortNumbers), 6, faults);
        CheckDigits(InternationalPrefixes, nameof(InternationalPrefixes), 5, faults);
        foreach (var host in InternalRealms.Keys)
        {
            if (string.IsNullOrWhiteSpace(host)) faults.Add("Numbers:InternalRealms: a host is empty.");
        }

        return faults;
    }

    private static void CheckDigits(IList<string> list, string setting, int most, List<string> faults)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i].Length == 0 || list[i].Length > most || !list[i].All(char.IsAsciiDigit)) faults.Add($"Numbers:{setting}:{i}: must be 1–{most} digits.");
        }
    }
}
