using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Writes batches: sorts out what is known, then messages, then records and corrections segment by segment, each commit
/// durable. A batch cut short by a crash is completed by giving it again. Used under the ledger's gate.</summary>
internal sealed class BatchAppender(RecordStore store, KnownFinder known, OpenWriters writers, MessageStore messages)
{
    /// <summary>The log position after the last commit.</summary>
    public long Position { get; set; }

    /// <summary>Appends a batch.</summary>
    /// <param name="batch">The batch, checked.</param>
    /// <param name="appended">Takes what was made durable, even if the append fails half way.</param>
    public AppendReport Append(LedgerBatch batch, AppendedBatch appended)
    {
        var fresh = new FreshRecords(probe => known.Find(probe) is not null, batch.Records.Count);
        var entries = new List<LedgerEntry>(batch.Records.Count);
        foreach (var entry in batch.Records)
        {
            if (fresh.TryAdd(entry)) entries.Add(entry);
        }

        CheckClasses(entries);
        CheckCorrections(batch, fresh);
        // Where records come to stand is asked for by corrections only.
        var places = batch.Corrections.Count == 0 ? null : new Dictionary<RecordId, RecordPlace>(entries.Count);
        WriteRecords(entries, places, appended);
        if (places is not null) WriteCorrections(batch.Corrections, places, appended);
        return new AppendReport(appended.Records.Count, batch.Records.Count - entries.Count, appended.Corrections.Count);
    }

    // Everything is refused before anything is written.
    private void CheckCorrections(LedgerBatch batch, FreshRecords fresh)
    {
        foreach (var correction in batch.Corrections)
        {
            if (correction.Record.Id != correction.Id) throw new ArgumentException("A correction's record has another id.", nameof(batch));
            if (ClassOf(batch, fresh, correction.Id) is { } number)
            {
                RefuseDropped(new DayPart(correction.MadeAt.UtcDay, number));
                continue;
            }

            // A call of a dropped day has had its term: a late word on it goes nowhere.
            if (!store.Held.Drops.HasDropped(KnownRule.DayOf(correction.Id)))
            {
                throw new ArgumentException("A correction belongs to no record.", nameof(batch));
            }
        }
    }

    /// <summary>Refuses to add anything on a day that was dropped.</summary>
    /// <exception cref="LedgerException">GDK-4005: the clock was set back by years.</exception>
    public void RefuseDropped(DayPart part)
    {
        if (store.Held.Drops.IsDropped(part)) throw LedgerException.ClockSetBack(part.Day);
    }

    private void CheckClasses(List<LedgerEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (!store.Held.Classes.Has(entry.Class)) throw new ArgumentException("A record is of a class that the ledger was not told of.", nameof(entries));
        }
    }

    // Where what is added to a record goes: to the class that the record has once and for all. Null if there is no such record.
    private int? ClassOf(LedgerBatch batch, FreshRecords fresh, RecordId id)
    {
        if (!fresh.Contains(id) && known.Locate(id) is { } place) return place.Segment.Part.Class;
        return batch.Records.FirstOrDefault(entry => entry.Record.Id == id)?.Class;
    }

    private void WriteRecords(List<LedgerEntry> entries, Dictionary<RecordId, RecordPlace>? places, AppendedBatch appended)
    {
        foreach (var one in PartOfBatch.Split(entries))
        {
            for (var at = 0; at < one.Entries.Count;)
            {
                var writer = writers.For(one.Part);
                var part = one.Entries.GetRange(at, Math.Min(one.Entries.Count - at, writers.Room(writer)));
                at += part.Count;
                WritePart(writer, part, places, appended);
                foreach (var entry in part) appended.Records.Add(entry.Record);
            }
        }
    }

    private void WritePart(SegmentWriter writer, List<LedgerEntry> part, Dictionary<RecordId, RecordPlace>? places, AppendedBatch appended)
    {
        var name = writer.Segment.Name;
        var row = writer.Segment.Summary.Count;
        var withMessages = new List<(RecordPlace, LedgerEntry)>();
        for (var at = 0; at < part.Count; at++)
        {
            var entry = part[at];
            var place = new RecordPlace(name, ++row);
            places?.Add(entry.Record.Id, place);
            if (entry.Messages is null) continue;
            // The row says whether messages were kept beside it: of one that came too late it must not.
            if (messages.IsOver(entry.Record.StartedAt, entry.Class)) part[at] = entry with { Messages = null };
            else withMessages.Add((place, entry));
        }

        messages.Append(name.Part, withMessages);
        Commit(writer, part, [], appended);
        Position += part.Count;
    }

    private void Commit(SegmentWriter writer, List<LedgerEntry> part, List<PendingCorrection> corrections, AppendedBatch appended)
    {
        var of = writer.Segment.Name.Part;
        var sizeBefore = store.Catalog.LeavesOf(of);
        writer.Append(part, corrections, Position);
        appended.Leaves.Add((of, sizeBefore, writer.Leaves.ToArray()));
    }

    // Corrections of one class made on one day go in one commit; one of a record that is already in it waits for the next, as it builds on it.
    private void WriteCorrections(
        IReadOnlyList<CallCorrection> corrections, Dictionary<RecordId, RecordPlace> places, AppendedBatch appended)
    {
        var group = new CorrectionGroup();
        foreach (var correction in corrections)
        {
            var located = places.TryGetValue(correction.Id, out var place) ? place : known.Locate(correction.Id);
            if (located is not { } of) continue;
            if (!group.Takes(correction, of.Segment.Part.Class, writers)) Write(group, appended);
            var before = store.Now(of);
            if (RecordBytes.AreEqual(before, correction.Record)) continue;
            var first = store.Read(of.Segment, reader => reader.Identity(of.Row)).Start;
            group.Add(new PendingCorrection(correction, of, store.Latest.Find(of), before, new Instant(first)));
        }

        Write(group, appended);
    }

    private void Write(CorrectionGroup group, AppendedBatch appended)
    {
        if (group.Pending.Count > 0)
        {
            var writer = writers.For(group.Part);
            var number = writer.Segment.Summary.Corrections;
            Commit(writer, [], group.Pending, appended);
            Position += group.Pending.Count;
            store.Latest.Apply(
                [.. group.Pending.Select(pending => (new CorrectionPlace(writer.Segment.Name, ++number), pending))], Position);
            appended.Corrections.AddRange(group.Pending.Select(pending => pending.Correction));
        }

        group.Clear();
    }
}
