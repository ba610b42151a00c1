using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>A record that outlives its day under legal hold.</summary>
internal sealed class HeldRecord
{
    /// <param name="entries">The record, its corrections in order, its amendments in order.</param>
    /// <param name="proof">The proof that it stood in the signed tree of its day; empty if none was signed.</param>
    public HeldRecord(IReadOnlyList<HeldEntry> entries, byte[] proof)
    {
        Entries = entries;
        Proof = proof;
        var first = entries[0].Record!;
        Corrections = [.. entries.Where(entry => entry.Kind == HeldKind.Correction)
            .Select(entry => new CallCorrection(first.Id, entry.MadeAt!.Value, entry.Record!, entry.Commitments))];
        Amendments = [.. entries.Where(entry => entry.Kind == HeldKind.Amendment).Select(entry => entry.Amendment!)];
        var now = Corrections.Count > 0 ? Corrections[^1].Record : first;
        Now = Amendments.Count == 0 ? now : now with
        {
            Amended = Amendments.Aggregate(new AmendedValues(), (values, next) => values.Then(next.Changes)),
            Version = Amendments.Count,
        };
    }

    public RecordId Id => Now.Id;

    public IReadOnlyList<HeldEntry> Entries { get; }

    public byte[] Proof { get; }

    /// <summary>The class that it belonged to: its proof names the log. Class 0 if no proof was kept.</summary>
    public int Class => HeldProof.Read(this) is [var first, ..] && LedgerLog.ClassOf(first.Place.Head.Tree.Log) is { } number ? number : RetentionClass.Default;

    public IReadOnlyList<CallCorrection> Corrections { get; }

    public IReadOnlyList<CallAmendment> Amendments { get; }

    /// <summary>As corrected and amended.</summary>
    public CallRecord Now { get; }

    /// <summary>Everybody who took part, in any version.</summary>
    public IEnumerable<PartyId> Parties =>
        Entries.Where(entry => entry.Record is not null).SelectMany(entry => RecordParties.FirstPlaces(entry.Record!)).Select(place => place.Party).Distinct();

    public bool IsCoveredBy(IEnumerable<LegalHold> holds)
    {
        var parties = Parties.ToArray();
        return holds.Any(hold => hold.Covers(Id, parties));
    }
}
