using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Writes what people amend. Used under the ledger's gate.</summary>
internal sealed class RecordAmender(RecordStore store, KnownFinder known, OpenWriters writers, BatchAppender appender)
{
    /// <summary>Writes an amendment into the segment of the day it is made on, among what the call's class has of it.</summary>
    /// <param name="amendment">The amendment.</param>
    /// <param name="expectedVersion">The version that its maker saw, null for any.</param>
    /// <param name="appended">Takes what was made durable.</param>
    public AmendOutcome Amend(CallAmendment amendment, int? expectedVersion, AppendedBatch appended)
    {
        if (known.Locate(amendment.Id) is not { } of)
        {
            return store.Held.Drops.HasDropped(KnownRule.DayOf(amendment.Id)) ? new AmendOutcome.Over() : new AmendOutcome.Missing();
        }

        var part = new DayPart(amendment.MadeAt.UtcDay, of.Segment.Part.Class);
        appender.RefuseDropped(part);
        var last = store.Latest.Amended.Find(of);
        var version = last?.Version ?? 0;
        if (expectedVersion is { } expected && expected != version) return new AmendOutcome.Changed(version);
        var writer = writers.For(part);
        var sizeBefore = store.Catalog.LeavesOf(part);
        var number = writer.Amend(new PendingAmendment(amendment, of, last?.At, version + 1), appender.Position);
        appended.Leaves.Add((part, sizeBefore, writer.Leaves.ToArray()));
        appender.Position++;
        store.Latest.Apply(new AmendedPlace(new CorrectionPlace(writer.Segment.Name, number), version + 1), of, appender.Position);
        return new AmendOutcome.Made(store.Now(of));
    }
}
