using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gudok.Numbers;
using Gudok.Testing;

namespace Gudok.Backup.Tests;

/// <summary>Golden octets of a sealed file, and a second reader written from <c>docs/formats/backup.md</c>.</summary>
public sealed class FormatTests
{
    private const string Installation = "0123456789abcdef";
    private static readonly byte[] Root = [.. Enumerable.Range(0, 32).Select(octet => (byte)octet)];
    private static readonly byte[] Random = [.. Enumerable.Range(100, 16).Select(octet => (byte)octet)];

    private const string Golden =
        "47444b4201010201000000000123456789abcdef00000000000000076465666768696a6b6c6d6e6f70717273"
        + "0000000dc8747d84418106e97b83b85c4f0ee0933774ff973bbd98ee90239d5f94";

    [Fact]
    public void A_sealed_part_is_octet_for_octet_what_the_page_says()
    {
        using var folder = new TestFolder();
        using var ring = new KeyRing(new KeySafe(new SecretKey(Root), KeyContents.Empty, null, null));
        var head = new ArchiveHead(BackupSet.Vault, ArchiveKind.Part, 0, Installation, 7) { Id = Random };
        var path = Path.Combine(folder.Path, "part");
        using var writer = new ArchiveWriter(path, head, new ArchiveKeys(ring));
        writer.Write([0, 0, 0, 2, 0, 0, 0, 5, .. "hello"u8]);
        var part = writer.Complete();

        var octets = File.ReadAllBytes(path);
        Assert.Equal(Golden, Convert.ToHexStringLower(octets));
        Assert.Equal(new PartRef("part", octets.Length, Convert.ToHexStringLower(SHA256.HashData(octets))), part);
        Assert.Equal([0, 0, 0, 2, 0, 0, 0, 5, .. "hello"u8], Open(octets, Root));
    }

    [Fact]
    public async Task A_place_is_read_by_a_reader_written_from_the_page()
    {
        await using var folder = await BackedUpFolder.OpenAsync();
        await folder.AddAsync(0, 2_500);
        await folder.BackUpAsync();
        await folder.AddAsync(2_500, 100);
        await folder.BackUpAsync();
        var root = Convert.FromBase64String(await File.ReadAllTextAsync(Directory.GetFiles(folder.KeyOptions.Folder!, "*.key").Single()));

        var manifest = Open(await File.ReadAllBytesAsync(Path.Combine(folder.Place, "vault", "0000000002.manifest")), root);
        Assert.Equal(manifest.Length - 4, BinaryPrimitives.ReadInt32BigEndian(manifest));
        var list = JsonDocument.Parse(manifest.AsMemory(4)).RootElement;
        Assert.Equal(2, list.GetProperty("run").GetInt64());
        var vault = list.GetProperty("files").EnumerateArray().Single(file => file.GetProperty("path").GetString() == "vault.db");
        Assert.Equal(2, vault.GetProperty("parts").GetArrayLength());
        var made = Assemble(vault, Path.Combine(folder.Place, "vault"), root);

        var (restored, _) = await folder.RestoreAsync();
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(restored, "vault.db")), made);
        Assert.Equal(vault.GetProperty("digest").GetString(), Digest(made, vault.GetProperty("pageBytes").GetInt32()));
    }

    private static byte[] Assemble(JsonElement file, string folder, byte[] root)
    {
        var made = new byte[file.GetProperty("octets").GetInt32()];
        foreach (var part in file.GetProperty("parts").EnumerateArray())
        {
            var octets = File.ReadAllBytes(Path.Combine(folder, part.GetProperty("name").GetString()!));
            Assert.Equal(part.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(octets)));
            var plain = Open(octets, root).AsSpan();
            while (plain.Length > 0)
            {
                var (page, length) = (BinaryPrimitives.ReadInt32BigEndian(plain), BinaryPrimitives.ReadInt32BigEndian(plain[4..]));
                plain.Slice(8, length).CopyTo(made.AsSpan(page * file.GetProperty("pageBytes").GetInt32()));
                plain = plain[(8 + length)..];
            }
        }

        return made;
    }

    private static string Digest(byte[] octets, int pageBytes) =>
        Convert.ToHexStringLower(SHA256.HashData([.. octets.Chunk(pageBytes).SelectMany(SHA256.HashData)]));

    private static byte[] Open(byte[] file, byte[] root)
    {
        const int head = 44, tag = 16;
        var archive = file[6] switch { 1 => "ledger", 2 => "vault", _ => throw new InvalidOperationException("Keys are sealed under the week.") };
        var ofArchive = HKDF.Expand(HashAlgorithmName.SHA256, root, 32, Encoding.ASCII.GetBytes("gudok/1/backup-" + archive));
        using var aes = new AesGcm(HKDF.Expand(HashAlgorithmName.SHA256, ofArchive, 32, file[..head]), tag);
        var plain = new List<byte>();
        var rest = file.AsSpan(head);
        for (var chunk = 0; rest.Length > 0; chunk++)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            var isLast = rest.Length == 4 + length + tag;
            var nonce = new byte[12];
            BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(3), chunk);
            nonce[11] = isLast ? (byte)1 : (byte)0;
            var text = new byte[length];
            aes.Decrypt(nonce, rest.Slice(4, length), rest.Slice(4 + length, tag), text);
            plain.AddRange(text);
            rest = rest[(4 + length + tag)..];
        }

        return [.. plain];
    }
}
