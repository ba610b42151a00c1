namespace Gudok.Backup;

/// <summary>Pages read while writers wait for nothing but a log that grows, and written to the place after: a slow place holds nobody up.</summary>
internal sealed class StagedPages
{
    /// <summary>The most octets read at one moment; what is left is read at the next.</summary>
    public const long MostOctets = 64 << 20;

    // A writer that outruns the place for so long is waited for with memory.
    private const int PatientRounds = 1_000;

    private readonly List<(FileCopy Copy, int Page, byte[] Octets)> _pages = [];
    private long _octets;
    private int _rounds;

    public bool IsFull => _octets >= MostOctets && _rounds < PatientRounds;

    public void Add(FileCopy copy, int page, ReadOnlySpan<byte> octets)
    {
        _pages.Add((copy, page, octets.ToArray()));
        _octets += octets.Length;
    }

    public void Flush(CancellationToken cancellationToken)
    {
        foreach (var (copy, page, octets) in _pages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            copy.Write(page, octets);
        }

        _pages.Clear();
        _octets = 0;
        _rounds++;
    }
}
