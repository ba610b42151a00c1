namespace Gudok.Ledger;

/// <summary>One segment as the ledger knows it. Readers may use it while it grows or closes.</summary>
internal sealed class Segment(SegmentName name, byte[] id, string folder, ISegmentIndex index, SegmentSummary summary)
{
    private volatile ISegmentIndex _index = index;
    private volatile SegmentSummary _summary = summary;

    public SegmentName Name => name;

    /// <summary>The file's random id: its key is derived from it.</summary>
    public byte[] Id => id;

    public string DataPath { get; } = name.DataPath(folder);

    public string IndexPath { get; } = name.IndexPath(folder);

    public ISegmentIndex Index => _index;

    public SegmentSummary Summary
    {
        get => _summary;
        set => _summary = value;
    }

    public bool IsClosed => _index is ClosedSegmentIndex;

    /// <summary>Puts the file in place of what was in memory.</summary>
    public void Close(ClosedSegmentIndex closed) => _index = closed;
}
