using Gudok.Seals;

namespace Gudok.Access;

/// <summary>An entry as it lies in <c>journal.db</c>: what stands in plain text, what is sealed, and the leaf over both.</summary>
/// <param name="Number">Its number.</param>
/// <param name="At">When, microseconds since 1970 in UTC.</param>
/// <param name="Kind">The word of the actor's kind.</param>
/// <param name="Act">What.</param>
/// <param name="Outcome">The word of the outcome.</param>
/// <param name="Sealed">What <see cref="JournalSeal"/> made of the rest.</param>
/// <param name="Leaf">Its leaf.</param>
internal sealed record JournalRow(long Number, long At, string Kind, string Act, string Outcome, byte[] Sealed, byte[] Leaf)
{
    private const long DayMicroseconds = 86_400_000_000;
    private const int FormVersion = 1;

    /// <summary>The day in whose tree it stands, in days since 0001-01-01.</summary>
    public long Day => DayOf(At);

    /// <summary>When.</summary>
    public DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddTicks(At * TimeSpan.TicksPerMicrosecond);

    /// <summary>Microseconds since 1970.</summary>
    public static long MicrosecondsOf(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The plain part in deterministic CBOR (<c>docs/formats/journal.md</c>).</summary>
    public static byte[] PlainPart(long number, long at, string kind, string act, string outcome)
    {
        var cbor = new CborWriter();
        cbor.WriteMap(6);
        cbor.WriteInteger(1);
        cbor.WriteInteger(FormVersion);
        cbor.WriteInteger(2);
        cbor.WriteInteger(number);
        cbor.WriteInteger(3);
        cbor.WriteInteger(at);
        cbor.WriteInteger(4);
        cbor.WriteText(kind);
        cbor.WriteInteger(5);
        cbor.WriteText(act);
        cbor.WriteInteger(6);
        cbor.WriteText(outcome);
        return cbor.Written.ToArray();
    }

    /// <summary>The plain part of this row.</summary>
    public byte[] PlainPart() => PlainPart(Number, At, Kind, Act, Outcome);

    /// <summary>The day of a time.</summary>
    public static long DayOf(long at) => DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + Math.DivRem(at, DayMicroseconds).Quotient;
}
