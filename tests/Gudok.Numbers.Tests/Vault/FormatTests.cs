using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gudok.Numbers.Tests;

/// <summary>Reads the files by docs/formats/vault.md alone, with nothing of the vault's own code but the SQLite connection.</summary>
public sealed class FormatTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("gudok-format-").FullName;

    private string Data => Path.Combine(_home, "data");

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task A_second_reader_written_from_the_document_reads_all_files()
    {
        var options = new KeySourceOptions { Folder = _home };
        var clock = new VaultFolder.WeekClock();
        VaultParty[] handles;
        byte[] dayKey;
        using (var ring = KeySource.OpenOrCreate(options, Data))
        {
            await using var vault = await SqliteVault.OpenAsync(new VaultOptions { Folder = Data }, ring, clock, default);
            handles = [.. (await vault.ResolveAsync([.. Numbers.Many(112), Party.Address("Ю@example.org")], default)).Select(one => one!)];
            dayKey = [.. vault.DayKeys.GetOrCreate(DayPart.OfDefault(new DateOnly(2026, 11, 21)))];
            await vault.EraseAsync(handles[5].Id, default);
        }

        var root = Convert.FromBase64String(File.ReadAllText(Directory.GetFiles(_home, "*.key")[0]).Trim());
        var (week, epoch) = ReadEpoch(root);
        Assert.Equal((new DateOnly(2026, 11, 16).DayNumber / 7, 1), (week, new DateOnly(2026, 11, 16).DayNumber % 7 + 1));

        var keys = Query("keys.db", "select slots from keys where page=1", blob => Open(epoch, blob, [1, 0, 0, 0, 0, 0, 0, 0, 1, 1]));
        var lookup = Query("keys.db", "select slots from lookup where page=1", blob => Open(epoch, blob, [1, 0, 0, 0, 0, 0, 0, 0, 1, 2]));
        var entries = Query("vault.db", "select entries from parties where page=1", blob => blob);
        Assert.Equal((3 * 72, 3 * 24), (keys.Length, lookup.Length));
        var from = 0;
        for (var slot = 0; slot < 3; slot++)
        {
            var id = keys[(slot * 72)..(slot * 72 + 8)];
            Assert.Equal(handles[110 + slot].Id.Value, BinaryPrimitives.ReadUInt64BigEndian(id));
            Assert.Equal(id, lookup[(slot * 24)..(slot * 24 + 8)]);
            Assert.Equal(id, entries[from..(from + 8)]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(entries.AsSpan(from + 8));
            var plain = Open(keys[(slot * 72 + 8)..(slot * 72 + 40)], entries[(from + 10)..(from + 38 + length)], [1, .. id, 1]);
            var identity = plain[..Array.LastIndexOf(plain, (byte)0x80)];
            Assert.Equal(ExpectedIdentity(110 + slot), identity);
            Assert.Equal(HMACSHA256.HashData(Derive(root, "index"), identity)[..16], lookup[(slot * 24 + 8)..(slot * 24 + 24)]);
            from += 38 + length;
        }

        Assert.Equal(entries.Length, from);
        var first = Query("keys.db", "select slots from keys where page=0", blob => Open(epoch, blob, [1, 0, 0, 0, 0, 0, 0, 0, 0, 1]));
        Assert.Equal(handles[5].Id.Value, BinaryPrimitives.ReadUInt64BigEndian(first.AsSpan(5 * 72)));
        Assert.All(first[(5 * 72 + 8)..(6 * 72)], octet => Assert.Equal(0, octet));
        var day = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(day, new DateOnly(2026, 11, 21).DayNumber);
        Assert.Equal(dayKey, Query("keys.db", "select wrapped from day_keys", blob => Open(epoch, blob, [1, .. day, 3])));
        Assert.Equal(
            HMACSHA256.HashData(Derive(root, "check"), "gudok vault"u8), Query("vault.db", "select value from meta where name='key-check'", blob => blob));
    }

    [Fact]
    public async Task A_second_reader_finds_the_keys_that_rotations_keep()
    {
        var options = new KeySourceOptions { Folder = _home };
        var clock = new VaultFolder.WeekClock();
        byte[] former;
        using (var ring = KeySource.OpenOrCreate(options, Data))
        {
            former = ReadRoot();
            await using var vault = await SqliteVault.OpenAsync(new VaultOptions { Folder = Data }, ring, clock, default);
            await vault.ResolveAsync(Numbers.Many(3), default);
            await vault.RotateMasterAsync(null, default);
            await vault.RotateIndexAsync(null, default);
        }

        var file = File.ReadAllBytes(Directory.GetFiles(_home, "*.epochs")[0]);
        Assert.Equal("GDKE\u0002"u8.ToArray(), file[..5]);
        var contents = Open(Derive(ReadRoot(), "epochs"), file[5..], file[..5]);
        Assert.Equal(2, BinaryPrimitives.ReadInt32BigEndian(contents));
        Assert.Equal(clock.Now.ToUnixTimeMilliseconds(), BinaryPrimitives.ReadInt64BigEndian(contents.AsSpan(4)));
        Assert.Equal(2, BinaryPrimitives.ReadInt32BigEndian(contents.AsSpan(12)));
        var week = new DateOnly(2026, 11, 16).DayNumber / 7;
        Assert.Equal([week, week + (1 << 20)], [BinaryPrimitives.ReadInt32BigEndian(contents.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(contents.AsSpan(52))]);
        var epoch = contents[56..88];
        var kept = contents[88..].Chunk(37).ToDictionary(one => ((int)one[0], BinaryPrimitives.ReadInt32BigEndian(one.AsSpan(1))), one => one[5..]);
        string[] words = ["check", "index", "installation-id", "messages", "notes", "pseudonym", "open-calls", "head-signing", "backup-ledger", "backup-vault", "backup-erased", "access-fields", "journal", "relay"];
        Assert.Equal([(1, 1), (2, 2), (3, 1), (4, 1), (5, 1), (6, 1), (7, 1), (8, 1), (9, 1), (10, 1), (11, 1), (12, 1), (13, 1), (14, 1)], kept.Keys.Order());
        foreach (var number in new[] { 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 }) Assert.Equal(Derive(former, words[number - 1]), kept[(number, 1)]);
        var lookup = Query("keys.db", "select slots from lookup where page=0", blob => Open(epoch, blob, [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]));
        Assert.Equal(3 * 24 + 4, lookup.Length);
        Assert.Equal(2, BinaryPrimitives.ReadInt32BigEndian(lookup.AsSpan(72)));
        var identity = new byte[11];
        identity[0] = 1;
        BinaryPrimitives.WriteUInt64BigEndian(identity.AsSpan(1), 1UL << 61 | 11UL << 56 | 79030000001UL);
        Assert.Equal(HMACSHA256.HashData(kept[(2, 2)], identity)[..16], lookup[32..48]);
    }

    private byte[] ReadRoot() => Convert.FromBase64String(File.ReadAllText(Directory.GetFiles(_home, "*.key")[0]).Trim());

    private static byte[] ExpectedIdentity(int at)
    {
        if (at == 112) return [4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes("Ю@example.org")];
        var identity = new byte[11];
        identity[0] = 1;
        BinaryPrimitives.WriteUInt64BigEndian(identity.AsSpan(1), 1UL << 61 | 11UL << 56 | 79030000000UL + (ulong)at);
        return identity;
    }

    private (int Week, byte[] Key) ReadEpoch(byte[] root)
    {
        var file = File.ReadAllBytes(Directory.GetFiles(_home, "*.epochs")[0]);
        Assert.Equal("GDKE\u0001"u8.ToArray(), file[..5]);
        var entry = Open(Derive(root, "epochs"), file[5..], file[..5]);
        Assert.Equal(36, entry.Length);
        return (BinaryPrimitives.ReadInt32BigEndian(entry), entry[4..]);
    }

    private static byte[] Derive(byte[] root, string purpose) =>
        HKDF.Expand(HashAlgorithmName.SHA256, root, 32, Encoding.ASCII.GetBytes("gudok/1/" + purpose));

    private static byte[] Open(byte[] key, byte[] box, byte[] associated)
    {
        var plain = new byte[box.Length - 28];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(box.AsSpan(0, 12), box.AsSpan(12, plain.Length), box.AsSpan(box.Length - 16), plain, associated);
        return plain;
    }

    private byte[] Query(string name, string sql, Func<byte[], byte[]> read)
    {
        using var file = SqliteFile.OpenToRead(Path.Combine(Data, name));
        using var query = file.Prepare(sql);
        Assert.True(query.Step());
        return read(query.Blob(0).ToArray());
    }
}
