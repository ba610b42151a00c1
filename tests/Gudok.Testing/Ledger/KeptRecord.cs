using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;

namespace Gudok.Testing;

/// <summary>A record of <see cref="InMemoryCallLedger"/> with all that was added to it.</summary>
internal sealed class KeptRecord(CallRecord first)
{
    public CallRecord First { get; } = first;

    public List<CallCorrection> Corrections { get; } = [];

    public SealedMessages? Messages { get; set; }

    public required long Position { get; init; }

    /// <summary>What its class has of the day on which it first started.</summary>
    public DayPart Part { get; init; }

    /// <summary>Whether its day was dropped and a hold keeps it.</summary>
    public bool IsApart { get; set; }

    /// <summary>Whether a hold keeps its messages beyond their term.</summary>
    public bool AreMessagesApart { get; set; }

    public IReadOnlyList<PartyId> Parties =>
        [.. Corrections.Select(correction => correction.Record).Prepend(First).SelectMany(RecordParties.FirstPlaces).Select(place => place.Party).Distinct()];

    public List<CallAmendment> Amendments { get; } = [];

    public CallRecord Now => (Corrections.Count > 0 ? Corrections[^1].Record : First) with
    {
        Amended = Amendments.Count == 0 ? null : Amendments.Aggregate(new AmendedValues(), (values, next) => values.Then(next.Changes)),
        Version = Amendments.Count,
    };
}
