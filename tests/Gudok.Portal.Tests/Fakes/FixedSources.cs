namespace Gudok.Portal.Tests;

/// <summary>Live capture as it was at one moment: one source that fares well, and one of each kind that does not.</summary>
internal sealed class FixedSources : ISourcesNow
{
    private const string Now = "2026-11-20T09:00:00.000000Z";
    private const string JustNow = "2026-11-20T08:59:59.900000Z";

    public bool IsEmpty { get; init; }

    public SourcesView Read() => IsEmpty
        ? new SourcesView(Now, 0, 0, 0, [], new Dictionary<string, long>(), new Dictionary<string, long>())
        : new SourcesView(
            Now, 42, 0.02, 1_234_567, Sources(), new Dictionary<string, long> { ["kernel"] = 12, ["later"] = 3 }, new Dictionary<string, long> { ["hep.notSip"] = 4_711 });

    private static SourceView[] Sources() =>
    [
        new("hep:1;auth=key", 1_000_000, 351.25, JustNow, 0.003, 0.041, 0),
        new("hep:2", 200_000, 0, "2026-11-20T08:44:00.000000Z", null, null, 0),
        new("hep:3;auth=address", 20_000, 12, JustNow, -31.5, 0.2, 0),
        new("hep:4", 14_000, 12, JustNow, 0.2, 7.5, 100),
        new("hep:5;auth=address+key", 567, 1, JustNow, null, null, 567),
    ];
}
