using System.Security.Cryptography;
using Gudok.Testing;

namespace Gudok.Seals.Tests;

public sealed class HeadTests
{
    private const string Golden =
        "gudok-head/1 1 tree calls 2026-11-21 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 2026-11-22T12:00:00.123456Z "
        + "0000000000000000000000000000000000000000000000000000000000000000 ES256 ";

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_head_is_one_line_that_reads_back()
    {
        _clock.Advance(TimeSpan.FromTicks(1_234_567));
        var head = await SignOne();
        Assert.StartsWith(Golden, head.ToString(), StringComparison.Ordinal);
        Assert.True(SignedHead.TryParse(head.ToString(), out var read));
        Assert.Equal(head, read);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(head.ToString()))), head.Hash);
    }

    [Fact]
    public async Task The_signature_is_plain_ecdsa_over_the_line_without_it()
    {
        var head = await SignOne();
        using var signer = TestHeads.Signer();
        using var key = ECDsa.Create();
        key.ImportFromPem(signer.Key.Pem);
        var line = head.ToString();
        var text = System.Text.Encoding.ASCII.GetBytes(line[..line.LastIndexOf(' ')]);
        Assert.True(key.VerifyData(text, Convert.FromHexString(head.Signature), HashAlgorithmName.SHA256));
    }

    [Fact]
    public void The_key_follows_from_its_secret_and_never_changes()
    {
        using var one = HeadSigner.FromSecret(new byte[32]);
        using var same = HeadSigner.FromSecret(new byte[32]);
        using var other = TestHeads.Signer();
        Assert.Equal(one.Key.Spki, same.Key.Spki);
        Assert.NotEqual(one.Key.Fingerprint, other.Key.Fingerprint);
        // Computed a second time with other libraries, from HKDF-Expand and the scalar.
        Assert.Equal("8efc73d12b9b966626b3e44bf92caf457cf14da28acd1f14e975ea94ddee04cc", one.Key.Fingerprint);
    }

    [Fact]
    public async Task A_head_changed_in_any_letter_is_none()
    {
        var head = await SignOne();
        using var signer = TestHeads.Signer();
        var line = head.ToString();
        for (var at = 0; at < line.Length; at++)
        {
            var changed = line[..at] + (line[at] == '1' ? '2' : '1') + line[(at + 1)..];
            Assert.False(SignedHead.TryParse(changed, out var read) && signer.Key.HasSigned(read), changed);
        }
    }

    [Fact]
    public async Task A_line_that_is_written_in_another_way_is_no_head()
    {
        var line = (await SignOne()).ToString();
        string[] others = [line + " ", " " + line, line + "\n", line.ToUpperInvariant(), line.Replace(" 1 ", " 01 ", StringComparison.Ordinal), line[..^1], ""];
        Assert.DoesNotContain(others, other => SignedHead.TryParse(other, out _));
        Assert.False(SignedHead.TryParse(null, out _));
    }

    [Fact]
    public async Task A_chain_with_a_head_changed_left_out_or_signed_by_another_is_named_there()
    {
        var store = new InMemoryHeadStore();
        var chain = await TestHeads.OpenAsync(_clock, store);
        for (var n = 0; n < 9; n++) await chain.SignAsync([State()], CancellationToken.None);
        var lines = (await store.ReadAsync(1, 100, CancellationToken.None)).ToList();
        Assert.Equal((9, true), await Find(lines, chain.Key));
        Assert.Equal((4, false), await Find([.. lines.Take(4), lines[4][..^1] + (lines[4][^1] == '0' ? '1' : '0'), .. lines.Skip(5)], chain.Key));
        Assert.Equal((4, false), await Find([.. lines.Take(4), .. lines.Skip(5)], chain.Key));
        Assert.Equal((4, false), await Find([.. lines.Take(4), lines[5], lines[4], .. lines.Skip(6)], chain.Key));
        using var other = TestHeads.Signer(2);
        Assert.Equal((0, false), await Find(lines, other.Key));
    }

    [Fact]
    public void Only_keys_on_our_curve_are_read()
    {
        using var signer = TestHeads.Signer();
        Assert.True(HeadKey.TryRead(signer.Key.Spki, out var read));
        Assert.Equal(signer.Key.Fingerprint, read.Fingerprint);
        Assert.True(HeadKey.TryReadPem(signer.Key.Pem, out _));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.False(HeadKey.TryRead(other.ExportSubjectPublicKeyInfo(), out _));
        Assert.False(HeadKey.TryRead([1, 2, 3], out _));
        Assert.False(HeadKey.TryRead([.. signer.Key.Spki, 0], out _));
        Assert.False(HeadKey.TryReadPem("nothing", out _));
    }

    private static async Task<(long, bool)> Find(List<string> lines, HeadKey key)
    {
        var finding = await new ChainCheck(new FixedLines(lines), key).RunAsync(CancellationToken.None);
        return (finding.Heads, finding.IsOk);
    }

    private async Task<SignedHead> SignOne()
    {
        var chain = await TestHeads.OpenAsync(_clock);
        return Assert.Single(await chain.SignAsync([State()], CancellationToken.None));
    }

    private static TreeState State() =>
        new(new TreeName("calls", new DateOnly(2026, 11, 21)), HeadKind.Tree, 1, TreeHash.Empty.ToArray(), new byte[32]);
}
