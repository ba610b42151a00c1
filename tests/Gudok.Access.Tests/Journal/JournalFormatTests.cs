using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Gudok.Access.Tests.Journal;

/// <summary>The octets of <c>docs/formats/journal.md</c>, read by what is written from that page and not from our constants.</summary>
public sealed class JournalFormatTests : IAsyncDisposable
{
    private const long At = 1795348800000000;
    private readonly JournalFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public void The_plain_part_is_as_it_was() => Assert.Equal(
        "a60101020703" + "1b000660dc3778d000" + "0466706572736f6e" + "056d6e756d6265722e72657665616c" + "0664646f6e65",
        Convert.ToHexStringLower(JournalRow.PlainPart(7, At, "person", "number.reveal", "done")));

    [Fact]
    public void The_sealed_part_is_as_it_was()
    {
        var entry = new JournalEntry
        {
            Actor = new Actor { Kind = ActorKind.Person, Id = "u1", Name = "anna", Roles = [Role.Operator, Role.Auditor], HasSecondFactor = true, Address = "::1", Session = "s1" },
            Act = "number.reveal",
            Outcome = ActOutcome.Done,
            Reason = "why",
            Objects = ["call:a"],
            Detail = "more",
            Correlation = "c1",
        };
        Assert.Equal(
            "aa01627531" + "0264616e6e61" + "0382686f70657261746f72676175646974" + "6f72" + "04f5" + "05633a3a31" + "06627331" + "0763776879" + "088166" + "63616c6c3a61" + "09646d6f7265" + "0a626331",
            Convert.ToHexStringLower(SealedPart.Write(entry)));
        Assert.Equal(
            "a5" + "01627531" + "0264616e6e61" + "0380" + "04f4" + "0880",
            Convert.ToHexStringLower(SealedPart.Write(entry with { Actor = new Actor { Kind = ActorKind.Person, Id = "u1", Name = "anna" }, Reason = null, Objects = [], Detail = null, Correlation = null })));
    }

    [Fact]
    public void Words_of_closed_sets_never_change()
    {
        Assert.Equal(["person", "client", "owner", "system"], Enum.GetValues<ActorKind>().Select(AccessWords.Word));
        Assert.Equal(["done", "refused", "failed"], Enum.GetValues<ActOutcome>().Select(AccessWords.Word));
        Assert.Equal(
            ["citizen", "operator", "contractorOperator", "supervisor", "analyst", "auditor", "privacyOfficer", "administrator", "serviceClient"],
            Enum.GetValues<Role>().Select(AccessWords.Word));
    }

    [Fact]
    public async Task A_second_reader_opens_an_entry_and_finds_its_leaf_and_terms()
    {
        await _folder.WriteAsync("number.reveal", objects: "call:a");
        await _folder.CloseAsync();
        await using var db = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
        await db.OpenAsync(TestContext.Current.CancellationToken);
        byte[] sealedPart, leaf;
        await using (var command = new SqliteCommand("select number, day, at, kind, act, outcome, sealed, leaf from entries", db))
        {
            await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            Assert.True(await row.ReadAsync(TestContext.Current.CancellationToken));
            Assert.Equal((1L, 739941L, At, "person", "number.reveal", "done"), (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetString(4), row.GetString(5)));
            (sealedPart, leaf) = ((byte[])row[6], (byte[])row[7]);
        }

        var root = _folder.Keys.Derive(Numbers.KeyPurpose.Journal);
        var plain = Convert.FromHexString("a60101020103" + "1b000660dc3778d000" + "0466706572736f6e" + "056d6e756d6265722e72657665616c" + "0664646f6e65");
        var salted = new byte[sealedPart.Length - 28];
        using (var aes = new AesGcm(Expand(root, "gudok/1/journal/2026-11-22"), 16)) aes.Decrypt(sealedPart.AsSpan(0, 12), sealedPart.AsSpan(12, salted.Length), sealedPart.AsSpan(^16..), salted, plain);
        Assert.Equal(leaf, SHA256.HashData([0, .. plain, .. SHA256.HashData(salted)]));
        var terms = new List<long>();
        await using (var command = new SqliteCommand("select term from terms", db))
        {
            await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await row.ReadAsync(TestContext.Current.CancellationToken)) terms.Add(row.GetInt64(0));
        }

        string[] expected = ["actor\0ANNA", "actor\0" + JournalFolder.Anna.Id.ToUpperInvariant(), "object\0CALL:A", "address\010.1.2.3"];
        Assert.Equal(expected.Select(word => Term(Expand(root, "gudok/1/journal/terms"), word)).Order(), terms.Order());
    }

    private static long Term(byte[] key, string word) => System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(word)));

    private static byte[] Expand(byte[] key, string info) => HKDF.Expand(HashAlgorithmName.SHA256, key, 32, Encoding.ASCII.GetBytes(info));
}
