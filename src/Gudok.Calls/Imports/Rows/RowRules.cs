using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>What all rows of a source are read by.</summary>
/// <param name="Parties">Reads parties in the habits of the region.</param>
/// <param name="Zone">The zone of local times, null if nobody said it.</param>
/// <param name="Latest">The latest time that may be.</param>
internal sealed record RowRules(PartyReader Parties, ZoneRule? Zone, Instant Latest)
{
    /// <summary>The earliest time that may be: no switch of these is older.</summary>
    public static Instant Earliest { get; } = Instant.From(new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The most characters of a text.</summary>
    public const int MaxText = PostedCallReader.MaxText;
}
