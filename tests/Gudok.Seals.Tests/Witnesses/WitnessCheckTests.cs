using Gudok.Testing;

namespace Gudok.Seals.Tests;

public sealed class WitnessCheckTests
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_witness_that_saw_the_same_heads_agrees_however_its_lines_stand()
    {
        var (chain, lines) = await Sign(6);
        var witness = $"Nov 22 12:00:00 host gudok[7]: {lines[1]}\nnoise\n{lines[0]}  \r\n{lines[1]}\n{lines[3]}";
        var finding = await Check(chain, witness);
        Assert.Equal((true, 4, 2), (finding.IsOk, finding.Compared, finding.Behind));
    }

    [Fact]
    public async Task A_ledger_rolled_back_is_told()
    {
        var (_, lines) = await Sign(6);
        var behind = await Check(await Reopened(lines.Take(4)), string.Join('\n', lines));
        Assert.Equal((5, true), (behind.Wrong!.Number, behind.Text.Contains("rolled back", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_ledger_signed_anew_with_the_same_key_is_told()
    {
        var (_, lines) = await Sign(6);
        _clock.Advance(TimeSpan.FromHours(1));
        var (anew, _) = await Sign(6);
        var finding = await Check(anew, string.Join('\n', lines));
        Assert.Equal((1, true), (finding.Wrong!.Number, finding.Text.Contains("signed anew", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_witness_of_another_installation_or_without_heads_proves_nothing()
    {
        var (chain, _) = await Sign(2);
        var other = await TestHeads.OpenAsync(_clock, seed: 2);
        var line = Assert.Single(await other.SignAsync([State()], None)).ToString();
        Assert.Contains("did not sign", (await Check(chain, line)).Text, StringComparison.Ordinal);
        Assert.Contains("no head", (await Check(chain, "nothing\n")).Text, StringComparison.Ordinal);
    }

    private static async Task<WitnessFinding> Check(HeadChain chain, string witness)
    {
        using var reader = new StringReader(witness);
        return await new WitnessCheck(chain.Store, chain.Key).RunAsync(reader, None);
    }

    private async Task<HeadChain> Reopened(IEnumerable<string> lines)
    {
        var store = new InMemoryHeadStore();
        foreach (var line in lines)
        {
            Assert.True(SignedHead.TryParse(line, out var head));
            await store.AppendAsync([new TreeHead(head, new byte[32])], None);
        }

        return await TestHeads.OpenAsync(_clock, store);
    }

    private async Task<(HeadChain Chain, IReadOnlyList<string> Lines)> Sign(int count)
    {
        var chain = await TestHeads.OpenAsync(_clock);
        for (var n = 0; n < count; n++) await chain.SignAsync([State()], None);
        return (chain, await chain.Store.ReadAsync(1, 100, None));
    }

    private static TreeState State() => new(new TreeName("calls", new DateOnly(2026, 11, 21)), HeadKind.Tree, 1, new byte[32], new byte[32]);
}
