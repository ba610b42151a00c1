using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gudok.Seals;
using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

public sealed partial class ReviewDesk
{
    private const string RecordObject = "record:";

    /// <summary>What was closed and confirmed, the newest first.</summary>
    public async Task<IReadOnlyList<ReviewRecord>> RecordsAsync(CancellationToken cancellationToken)
    {
        await using var work = await people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var rows = await work.Database.Set<ReviewRecordRow>().AsNoTracking().OrderByDescending(row => row.ClosedAt).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => row.View())];
    }

    /// <summary>The bytes of a record, as they were signed for.</summary>
    /// <exception cref="AccessException">GDK-7082: there is none of that id.</exception>
    public async Task<byte[]> FileAsync(string id, CancellationToken cancellationToken)
    {
        await using var work = await people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var row = await work.Database.Set<ReviewRecordRow>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, cancellationToken).ConfigureAwait(false);
        return row is null
            ? throw new AccessException(AccessFaults.NoReviewRecord, "there is no record of that id; gudok review shows those there are")
            : Encoding.UTF8.GetBytes(row.Text);
    }

    /// <summary>Shows that bytes are those of a record which the journal names, and that a signed head covers the entry.</summary>
    /// <exception cref="AccessException">GDK-7083: they are not.</exception>
    public async Task<ReviewProof> CheckAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var search = new JournalSearch { Act = Act.ReviewRights.Name, Object = RecordObject + LettersOf(SHA256.HashData(bytes.Span)), Outcome = ActOutcome.Done, Limit = 1 };
        var named = await FirstAsync(search, cancellationToken).ConfigureAwait(false)
            ?? throw new AccessException(AccessFaults.ReviewRecordWrong, "no entry of the journal names these bytes: the file was changed, or is of another installation");
        var proved = await reader.FindAsync(named.Number, cancellationToken).ConfigureAwait(false);
        if (proved?.Head is not { } head) return new ReviewProof(named, null);
        var path = proved.Proof.Select(Convert.FromHexString).ToArray();
        if (!TreeProof.Includes(Convert.FromHexString(proved.Leaf), proved.Place, head.Size, path, Convert.FromHexString(head.Root)))
            throw new AccessException(AccessFaults.ReviewRecordWrong, string.Create(CultureInfo.InvariantCulture, $"entry {named.Number} of the journal names these bytes and is not what was signed; gudok verify says more"));
        return new ReviewProof(named, head.ToString());
    }

    private async Task<KeptEntry?> FirstAsync(JournalSearch search, CancellationToken cancellationToken) =>
        await reader.SearchAsync(search, cancellationToken).ConfigureAwait(false) is { Entries: [var first, ..] } ? first : null;

    private async Task<ReviewRecord?> FindRecordAsync(string id, CancellationToken cancellationToken)
    {
        await using var work = await people.BeginAsync(cancellationToken).ConfigureAwait(false);
        return (await work.Database.Set<ReviewRecordRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken).ConfigureAwait(false))?.View();
    }

    /// <summary>Names a record in the journal, then keeps it.</summary>
    private async Task<ReviewRecord> KeepAsync(
        Actor actor, string id, string kind, string text, string about, string detail, DateTimeOffset now, CancellationToken cancellationToken, string? note = null)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var entry = new JournalEntry { Actor = actor, Act = Act.ReviewRights.Name, Outcome = ActOutcome.Done, Reason = note, Objects = [about, RecordObject + LettersOf(hash)], Detail = detail };
        var number = await journal.WriteAsync(entry, cancellationToken).ConfigureAwait(false);
        var row = new ReviewRecordRow
        {
            Id = id,
            Kind = kind,
            ClosedAt = now,
            ClosedBy = actor.Name,
            Sha256 = Convert.ToHexStringLower(hash),
            Entry = long.Parse(number, CultureInfo.InvariantCulture),
            Text = text,
        };
        await using var work = await people.BeginAsync(cancellationToken).ConfigureAwait(false);
        work.Database.Add(row);
        await work.Database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return row.View();
    }

    // Digits in a row could be a number, and would be blotted out: each hexadecimal digit as a letter, as EntryReference does.
    private static string LettersOf(byte[] hash) => string.Concat(Convert.ToHexStringLower(hash).Select(digit => (char)('a' + Convert.ToInt32(digit.ToString(), 16))));
}
