using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>Checks the file of one part's messages through a connection of its own, so that writers need not wait.</summary>
internal sealed class MessageCheck(string path, DayPart part, byte[] dayKey, Func<RecordPlace, RecordId, bool> isInPlace)
{
    /// <summary>The first record whose messages were changed or stand in another's place, or null.</summary>
    public RecordId? FirstDamaged(CancellationToken cancellationToken)
    {
        using var db = LedgerDb.OpenToRead(path, isImmutable: false);
        if (!db.IsIntact() || !TryReadId(db, out var fileId)) return default(RecordId);
        using var seal = new DaySeal(dayKey, fileId);
        var messages = new MessageSeal(seal);
        using var rows = db.Prepare("select place,id,keys,data from messages");
        while (rows.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (rows.Blob(1).Length != RecordId.Length) return default(RecordId);
            var id = RecordId.Read(rows.Blob(1));
            if (!IsSound(messages, id, rows) || !isInPlace(MessageFile.PlaceOf(part, rows.Int64(0)), id)) return id;
        }

        return null;
    }

    private static bool TryReadId(LedgerDb db, out byte[] fileId)
    {
        using var select = db.Prepare("select id from file");
        fileId = select.Step() ? select.Blob(0).ToArray() : [];
        return fileId.Length == DaySeal.FileIdLength;
    }

    private static bool IsSound(MessageSeal messages, RecordId id, LedgerStatement row)
    {
        try
        {
            messages.Open(id, row.Blob(2), row.Blob(3));
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
