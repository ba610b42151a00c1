using Gudok.Calls;

namespace Gudok.Capture;

/// <summary>Counts refused lines, remembers the places of the first, and gives all to the file that was asked for.</summary>
/// <param name="file">Where they go as they stood; null if nobody asked.</param>
public sealed class RefusedLedger(RefusedFile? file)
{
    /// <summary>How many are remembered for the report.</summary>
    public const int MostListed = 1_000;

    private readonly List<RefusedLine> _listed = [];

    /// <summary>How many were refused.</summary>
    public long Count { get; private set; }

    /// <summary>The remembered ones in the order of files and lines.</summary>
    public IReadOnlyList<RefusedLine> Listed => [.. _listed.OrderBy(line => line.File, StringComparer.Ordinal).ThenBy(line => line.Line)];

    /// <summary>Takes refused lines.</summary>
    public void Take(IReadOnlyList<RefusedLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        foreach (var line in lines)
        {
            Count++;
            if (_listed.Count < MostListed) _listed.Add(line with { Octets = default, Heading = default });
            file?.Write(line);
        }
    }
}
