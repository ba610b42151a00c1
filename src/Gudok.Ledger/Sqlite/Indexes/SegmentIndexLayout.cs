namespace Gudok.Ledger;

/// <summary>Where the sections of a segment's index file lie: order (4 a row), bucket ends (4 each), key marks (4), rows (4), traits (1).</summary>
internal readonly struct SegmentIndexLayout(int count, int bucketBits)
{
    public static int Order => SegmentIndexFile.HeadLength;

    public int Buckets => Order + 4 * count;

    public int Marks => Buckets + (4 << bucketBits);

    public int Rows => Marks + 4 * count;

    public int Traits => Rows + 4 * count;

    public int Length => Traits + count;
}
