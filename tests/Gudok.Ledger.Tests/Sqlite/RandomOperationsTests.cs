using Gudok.Testing;

namespace Gudok.Ledger.Tests;

public sealed class RandomOperationsTests(ITestOutputHelper output)
{
    private const int Steps = 250;

    [Theory]
    [InlineData(null, 1_000_000, 16)]
    [InlineData(null, 7, 2)]
    [InlineData(null, 1_000_000, 16, 3)]
    [InlineData(null, 7, 2, 4)]
    [InlineData(1, 20, 3)]
    [InlineData(224155983, 1_000_000, 16)]
    [InlineData(403299807, 1_000_000, 16)]
    [InlineData(289910260, 7, 2)]
    public async Task Any_sequence_of_operations_answers_as_the_plain_model(int? fixedSeed, int segmentRecords, int openSegments, int classes = 1)
    {
        var seed = fixedSeed ?? Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        using var folder = new LedgerFolder();
        var operations = new RandomOperations(seed, new InMemoryCallLedger(folder.Clock)) { Classes = classes };
        var ledger = await folder.OpenAsync(segmentRecords, openSegments);
        await operations.BeginAsync(ledger);
        for (var step = 0; step < Steps; step++)
        {
            await operations.StepAsync(ledger);
            if (operations.Random.Next(36) > 0) continue;
            await ledger.DisposeAsync();
            ledger = await folder.OpenAsync(segmentRecords, openSegments);
        }

        await operations.EndAsync(ledger);
        await ledger.SealAsync(CancellationToken.None);
        Assert.Equal(0, (await ledger.VerifyAsync(null, CancellationToken.None)).Heads.Unsealed);
        await ledger.DisposeAsync();
    }
}
