namespace Gudok.Calls;

/// <summary>How records of other systems are read. Section <c>Import</c> of the settings.</summary>
public sealed class ImportOptions
{
    /// <summary>Time zone (IANA, or an offset such as <c>+03:00</c>) of systems that write local times without one. Default none: such a file is
    /// refused until <c>--zone</c> or this says the zone.</summary>
    public string Zone { get; set; } = "";

    /// <summary>Time zones of single sources by their names, <c>--source</c>: they come before <see cref="Zone"/>. Default none.</summary>
    public IDictionary<string, string> Zones { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Octets of one line of a file, or of one value of it; a longer line is refused. Default 64 KiB; 1 KiB to 1 MiB.</summary>
    public int MaxLineBytes { get; set; } = 64 * 1024;

    /// <summary>Octets of one XML document; a longer one is refused. Default 1 MiB; 4 KiB to 16 MiB.</summary>
    public int MaxDocumentBytes { get; set; } = 1024 * 1024;

    /// <summary>Rows that wait for other rows of their call; above it the call that waited longest is given out. Default 50,000; 1,000 to
    /// 10 million.</summary>
    public int OpenRows { get; set; } = 50_000;

    /// <summary>Rows of one call; a call with more is refused. Default 1,000; 1 to 100,000.</summary>
    public int RowsPerCall { get; set; } = 1_000;

    /// <summary>All mistakes in these settings that are no ranges, each naming its setting; empty if there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        const string form = "a time zone known to this machine, such as Europe/Moscow, or an offset such as +03:00";
        List<string> mistakes = [];
        if (Zone.Length > 0 && !ZoneRule.TryFind(Zone, out _)) mistakes.Add($"Import:Zone: {form}");
        mistakes.AddRange(Zones.Where(zone => !ZoneRule.TryFind(zone.Value, out _)).Select(zone => $"Import:Zones:{zone.Key}: {form}"));
        return mistakes;
    }
}
