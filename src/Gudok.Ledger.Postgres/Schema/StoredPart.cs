using System.Globalization;
using Gudok.Numbers;

namespace Gudok.Ledger.Postgres;

/// <summary>What one class of retention has of a day, as the table <c>days</c> has it.</summary>
/// <param name="part">The UTC day and the class.</param>
/// <param name="id">16 random octets that go into its seals.</param>
internal sealed class StoredPart(DayPart part, byte[] id)
{
    private const long MicrosPerDay = 86_400_000_000;

    public DayPart Part => part;

    public DateOnly Day => part.Day;

    /// <summary>The part in the columns of ours.</summary>
    public int Number => PartNumber.Of(part);

    public byte[] Id => id;

    public int Rows { get; set; }

    public int Corrections { get; set; }

    public int Amendments { get; set; }

    /// <summary>How many leaves it has in the tree of its day and class.</summary>
    public long Leaves => (long)Rows + Corrections + Amendments;

    /// <summary>Whether the partition of further places of parties is there.</summary>
    public bool HasStands { get; set; }

    /// <summary>Whether the partition of kept messages is there.</summary>
    public bool HasMessages { get; set; }

    /// <summary>The part in the form of the shared seals: the ledger on a server has one segment for each.</summary>
    public SegmentName Name => new(part, 0);

    /// <summary>The least start of a day's calls; ids begin in 1970, so that all before counts to its first day.</summary>
    public static long LeastStart(DateOnly day) => day == DateOnly.FromDateTime(DateTime.UnixEpoch) ? long.MinValue : Beginning(day);

    /// <summary>The start that is of the next day already.</summary>
    public static long EndStart(DateOnly day) => Beginning(day.AddDays(1));

    /// <summary>What the names of the day's partitions end in.</summary>
    public static string Suffix(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static long Beginning(DateOnly day) => (day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * MicrosPerDay;
}
