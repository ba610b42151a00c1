using Gudok.Calls;
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
        var fresh = new FreshRecords(known);
        var entries = batch.Records.Where(fresh.TryAdd).ToList();
        CheckCorrections(batch, fresh);
        var places = WriteRecords(entries, appended);
        WriteCorrections(batch.Corrections, places, appended);
        return new AppendReport(appended.Records.Count, batch.Records.Count - entries.Count, appended.Corrections.Count);
    }

    // Everything is refused before anything is written.
    private void CheckCorrections(LedgerBatch batch, FreshRecords fresh)
    {
        foreach (var correction in batch.Corrections)
        {
            if (correction.Record.Id != correction.Id) throw new ArgumentException("A correction's record has another id.", nameof(batch));
            if (!fresh.Contains(correction.Id) && !IsAmong(batch, correction.Id) && known.Locate(correction.Id) is null)
            {
                throw new ArgumentException("A correction belongs to no record.", nameof(batch));
            }
        }
    }

    private static bool IsAmong(LedgerBatch batch, RecordId id) => batch.Records.Any(entry => entry.Record.Id == id);

    private Dictionary<RecordId, RecordPlace> WriteRecords(List<LedgerEntry> entries, AppendedBatch appended)
    {
        var places = new Dictionary<RecordId, RecordPlace>();
        foreach (var day in entries.GroupBy(entry => KnownFinder.DayOf(entry.Record.Id)).OrderBy(group => group.Key))
        {
            var left = day.ToList();
            while (left.Count > 0)
            {
                var writer = writers.For(day.Key);
                var part = left.GetRange(0, Math.Min(left.Count, writers.Room(writer)));
                left.RemoveRange(0, part.Count);
                WritePart(writer, part, places);
                appended.Records.AddRange(part.Select(entry => entry.Record));
            }
        }

        return places;
    }

    private void WritePart(SegmentWriter writer, List<LedgerEntry> part, Dictionary<RecordId, RecordPlace> places)
    {
        var name = writer.Segment.Name;
        var row = writer.Segment.Summary.Count;
        var withMessages = new List<(RecordPlace, LedgerEntry)>();
        foreach (var entry in part)
        {
            var place = new RecordPlace(name, ++row);
            places.Add(entry.Record.Id, place);
            if (entry.Messages is not null && !messages.IsOver(entry.Record.StartedAt)) withMessages.Add((place, entry));
        }

        messages.Append(name.Day, withMessages);
        writer.Append(part, [], Position);
        Position += part.Count;
    }

    // Corrections made on one day go in one commit; one of a record that is already in it waits for the next, as it builds on it.
    private void WriteCorrections(
        IReadOnlyList<CallCorrection> corrections, Dictionary<RecordId, RecordPlace> places, AppendedBatch appended)
    {
        var group = new CorrectionGroup();
        foreach (var correction in corrections)
        {
            var located = places.TryGetValue(correction.Id, out var place) ? place : known.Locate(correction.Id);
            if (located is not { } of) continue;
            if (!group.Takes(correction, writers)) Write(group, appended);
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
            var writer = writers.For(group.Day);
            var number = writer.Segment.Summary.Corrections;
            writer.Append([], group.Pending, Position);
            Position += group.Pending.Count;
            store.Latest.Apply(
                [.. group.Pending.Select(pending => (new CorrectionPlace(writer.Segment.Name, ++number), pending))], Position);
            appended.Corrections.AddRange(group.Pending.Select(pending => pending.Correction));
        }

        group.Clear();
    }
}
