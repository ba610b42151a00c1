using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>A legal hold: while it is in force neither the end of a term nor an erasure touches what it covers.</summary>
public sealed record LegalHold
{
    /// <summary>The hold's own id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The call that it covers; null if it covers a party.</summary>
    public RecordId? Call { get; init; }

    /// <summary>The party all of whose calls it covers; none if it covers a call, or if the party was erased since.</summary>
    public PartyId Party { get; init; }

    /// <summary>Who placed it: an account name.</summary>
    public required string Actor { get; init; }

    /// <summary>Why: case, letter, court. No number in it.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was placed.</summary>
    public required Instant MadeAt { get; init; }

    /// <summary>When it ends by itself; null if only a release ends it.</summary>
    public Instant? Until { get; init; }

    /// <summary>When it was released; null if it was not.</summary>
    public Instant? ReleasedAt { get; init; }

    /// <summary>Who released it.</summary>
    public string? ReleasedBy { get; init; }

    /// <summary>Whether it stands in the way at a moment.</summary>
    public bool IsInForce(Instant now) => ReleasedAt is null && (Until is not { } until || now < until);

    /// <summary>Whether it covers a call with these parties, in force or not.</summary>
    public bool Covers(RecordId call, IEnumerable<PartyId> parties) => Call == call || (!Party.IsNone && parties.Contains(Party));

    /// <summary>Whether it covers a record, in force or not.</summary>
    public bool Covers(CallRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Covers(record.Id, RecordParties.FirstPlaces(record).Select(place => place.Party));
    }
}
