using System.Globalization;
using System.Security.Cryptography;

namespace Gudok.Ledger;

/// <summary>Makes segment files, and reads back what a folder holds when the ledger opens.</summary>
internal static class SegmentFiles
{
    /// <summary>Makes the file of a new segment, its name durable.</summary>
    public static Segment Create(string folder, SegmentName name)
    {
        if (name.Number >= SegmentName.MostOfPart) throw new IOException($"Day {SegmentName.FolderName(name.Part)} has too many segments.");
        DurableFile.MakeFolder(SegmentName.PartFolder(folder, name.Part));
        using var db = LedgerDb.OpenToWrite(name.DataPath(folder), SegmentSchema.Create);
        var id = EnsureId(db, name);
        DurableFile.SyncFolder(SegmentName.PartFolder(folder, name.Part));
        return new Segment(name, id, folder, new OpenSegmentIndex(), SegmentSummary.Empty);
    }

    /// <summary>Finds the segments of a folder. One with an index file is closed; others are read through.</summary>
    public static IEnumerable<Segment> Load(string folder)
    {
        foreach (var path in Directory.EnumerateDirectories(folder))
        {
            if (!SegmentName.TryReadFolder(Path.GetFileName(path), out var part)) continue;
            foreach (var draft in Directory.EnumerateFiles(path, "*.tmp")) File.Delete(draft);
            foreach (var file in Directory.EnumerateFiles(path, "*.db"))
            {
                var stem = Path.GetFileNameWithoutExtension(file);
                if (!int.TryParse(stem, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) continue;
                yield return LoadOne(folder, new SegmentName(part, number));
            }
        }
    }

    /// <summary>Reads all rows of a segment into an index in memory, and counts.</summary>
    public static (OpenSegmentIndex Index, SegmentSummary Summary) ReadThrough(LedgerDb db)
    {
        var index = new OpenSegmentIndex();
        using (var rows = db.Prepare("select start,key,caller,callee,dialled,facts from calls order by row"))
        {
            index.Add(ReadRows(rows));
        }

        var first = index.Count == 0 ? long.MaxValue : db.Scalar("select min(start) from calls");
        var last = index.Count == 0 ? long.MinValue : db.Scalar("select max(start) from calls");
        var hasRollups = db.Scalar("select count(*) from rollups") > 0;
        var position = Math.Max(db.Scalar("select max(position) from pages"), db.Scalar("select max(position) from corrections"));
        // Segments closed by earlier versions lack the table.
        var canAmend = db.Scalar("select count(*) from sqlite_master where name='amendments'") > 0;
        if (canAmend) position = Math.Max(position, db.Scalar("select max(position) from amendments"));
        return (index, new SegmentSummary(
            index.Count,
            (int)db.Scalar("select count(*) from corrections"),
            position,
            first,
            last,
            hasRollups ? db.Scalar("select min(minute) from rollups") : long.MaxValue,
            hasRollups ? db.Scalar("select max(minute) from rollups") : long.MinValue)
        {
            Amendments = canAmend ? (int)db.Scalar("select count(*) from amendments") : 0,
        });
    }

    private static Segment LoadOne(string folder, SegmentName name)
    {
        var indexPath = name.IndexPath(folder);
        if (File.Exists(indexPath))
        {
            var closed = new ClosedSegmentIndex(indexPath);
            if (closed.Name == name.Packed) return new Segment(name, closed.Id, folder, closed, closed.Summary);
        }

        using var db = LedgerDb.OpenToWrite(name.DataPath(folder), SegmentSchema.Create);
        var id = EnsureId(db, name);
        var (index, summary) = ReadThrough(db);
        return new Segment(name, id, folder, index, summary);
    }

    private static IEnumerable<Calls.CallRecord> ReadRows(LedgerStatement rows)
    {
        while (rows.Step()) yield return SegmentReader.ReadFacts(rows, 0);
    }

    private static byte[] EnsureId(LedgerDb db, SegmentName name)
    {
        using (var select = db.Prepare("select id from segment"))
        {
            if (select.Step()) return select.Blob(0).ToArray();
        }

        var id = RandomNumberGenerator.GetBytes(DaySeal.FileIdLength);
        using var insert = db.Prepare("insert into segment values(?,?)");
        insert.Bind(1, id).Bind(2, name.Packed).Run();
        return id;
    }
}
