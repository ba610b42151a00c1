using System.Buffers.Binary;
using System.Text;

namespace Gudok.Numbers.Tests;

public sealed class SecrecyTests : IDisposable
{
    private const string Digits = "79161234567";

    private readonly VaultFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_number_or_address_lies_in_any_file_in_any_form()
    {
        var number = Numbers.E164(Digits);
        await using (var vault = await _folder.OpenAsync())
        {
            await vault.ResolveAsync([number, Party.Address("ivan.petrov@example.org"), .. Numbers.Many(300)], default);
            await vault.SearchAsync("916123", NumberReach.AllDigits, 10, default);
            AssertAbsent(number);
            await vault.EraseAsync((await vault.FindAsync(number, default))!.Id, default);
            AssertAbsent(number);
        }

        AssertAbsent(number);
        // The search itself can see: each form is found once it is planted.
        foreach (var form in Forms(number))
        {
            File.WriteAllBytes(Path.Combine(_folder.Path, "planted"), [0, 1, .. form, 2]);
            Assert.True(IsFound(form));
        }
    }

    [Trait("Case", "45")]
    [Fact]
    public async Task Two_sealings_of_one_number_differ()
    {
        await using var vault = await _folder.OpenAsync();
        var first = (await vault.ResolveAsync([Numbers.E164(Digits)], default))[0]!;
        await vault.EraseAsync(first.Id, default);
        await vault.ResolveAsync([Numbers.E164(Digits)], default);
        using var store = SqlitePartyRows.OpenToRead(Path.Combine(_folder.Path, VaultFiles.Vault));
        var entries = store.Read(0);
        var length = PartySeal.Head(entries).Length;
        Assert.Equal(2 * length, entries.Length);
        var sealedTexts = entries.Chunk(length).Select(entry => entry[PartySeal.HeadLength..]).ToList();
        // No run of eight octets is shared: neither nonce, nor key stream, nor text.
        Assert.DoesNotContain(Enumerable.Range(0, sealedTexts[0].Length - 8), at => sealedTexts[1].AsSpan().IndexOf(sealedTexts[0].AsSpan(at, 8)) >= 0);
    }

    [Trait("Case", "43")]
    [Fact]
    public void Blind_indexes_of_two_installations_are_unlike_and_of_one_alike()
    {
        using var ours = KeyRing.CreateEphemeral();
        using var theirs = KeyRing.CreateEphemeral();
        Assert.Equal(Blind(ours), Blind(ours));
        Assert.NotEqual(Blind(ours), Blind(theirs));
    }

    [Fact]
    public void No_key_is_empty_or_equal_to_another()
    {
        using var ring = KeyRing.CreateEphemeral();
        ring.Epochs.Ensure(1);
        ring.Epochs.Ensure(2);
        List<string> keys = [.. KeyPurposes.All.Select(purpose => Convert.ToHexString(ring.Derive(purpose)))];
        keys.AddRange(ring.Epochs.Numbers.Select(week => Convert.ToHexString(ring.Epochs.Find(week)!.Bytes)));
        keys.Add(new string('0', 64));
        Assert.Equal(keys.Count, keys.Distinct().Count());
    }

    [Fact]
    public async Task No_key_salt_or_blind_index_lies_in_the_clear_in_any_file()
    {
        await using var vault = await _folder.OpenAsync();
        await vault.ResolveAsync(Numbers.Many(20), default);
        var secrets = new List<byte[]> { vault.DayKeys.GetOrCreate(DayPart.OfDefault(new DateOnly(2026, 11, 21))) };
        using var keys = KeyStore.OpenToRead(Path.Combine(_folder.Path, VaultFiles.Keys), _folder.Keys.Epochs);
        using var page = new KeyPage();
        Assert.True(keys.TryRead(0, page));
        for (var slot = 0; slot < page.Count; slot++)
        {
            secrets.Add(page.Key(slot).ToArray());
            secrets.Add(page.Salt(slot).ToArray());
            secrets.Add(page.Lookups.Slice(slot * KeyPage.LookupEntry + 8, KeyPage.BlindLength).ToArray());
        }

        Assert.Equal(secrets.Count, secrets.Select(Convert.ToHexString).Distinct().Count());
        Assert.All(secrets, secret => Assert.True(secret.AsSpan().ContainsAnyExcept((byte)0) && !IsFound(secret)));
    }

    [Fact]
    public async Task Numbers_of_all_lengths_and_kinds_are_sealed_to_one_length()
    {
        await using var vault = await _folder.OpenAsync();
        await vault.ResolveAsync(
            [Numbers.E164(Digits), Numbers.E164("491721234567890"), Party.Internal(Numbers.Packed(PartyKind.Internal, "42"), ""),
             Party.Short(Numbers.Packed(PartyKind.Short, "112"), "RU")], default);
        using var store = SqlitePartyRows.OpenToRead(Path.Combine(_folder.Path, VaultFiles.Vault));
        var entries = store.Read(0);
        Assert.Equal(4 * PartySeal.Head(entries).Length, entries.Length);
    }

    [Fact]
    public void Faults_and_handles_print_no_number()
    {
        var handle = new VaultParty(new PartyId(7), Numbers.E164(Digits), new byte[32], new byte[32]);
        Assert.Equal("0000000000000007", handle.ToString());
        Assert.DoesNotContain("1234567", new PartyReading(handle.Id, PartyStatus.Known, handle.Party).ToString(), StringComparison.Ordinal);
    }

    private static string Blind(KeyRing ring)
    {
        using var blinds = new BlindIndex(ring.Safe, 1);
        var blind = new byte[32];
        blinds.Compute(PartyIdentity.Encode(Numbers.E164(Digits)), blind);
        return Convert.ToHexString(blind);
    }

    private static IEnumerable<byte[]> Forms(Party party)
    {
        string[] texts =
        [
            Digits, "+" + Digits, "8" + Digits[1..], Digits[1..], "8 916 123-45-67", "+7 (916) 123-45-67", "%2B" + Digits, "916-123",
            "ivan.petrov", "petrov@example",
        ];
        foreach (var text in texts)
        {
            yield return Encoding.UTF8.GetBytes(text);
            yield return Encoding.Unicode.GetBytes(text);
            yield return Encoding.BigEndianUnicode.GetBytes(text);
        }

        foreach (var value in new[] { party.Number.Packed, party.Number.Value })
        {
            var packed = new byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(packed, value);
            yield return packed[2..];
            Array.Reverse(packed);
            yield return packed[..6];
        }

        yield return BitConverter.GetBytes(DigitBlock.Pack(party.Number))[2..];
    }

    private void AssertAbsent(Party party) => Assert.All(Forms(party), form => Assert.False(IsFound(form)));

    private bool IsFound(byte[] form) => VaultFolder.RawFiles(_folder.Path).Any(file => file.AsSpan().IndexOf(form) >= 0);
}
