namespace Gudok.Numbers.Tests;

public sealed class KeyUpkeepTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Vault_that_closes_before_a_rotation_was_resumed_keeps_nobody_waiting_for_it()
    {
        // It waits for its turn and never gets it: nothing of a vault is touched.
        using var rotation = new KeyRotation(null!, null!, null!, null!, null!);
        var upkeep = new KeyUpkeep(rotation, null!, TimeProvider.System);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upkeep.RunAsync(new CancellationToken(canceled: true)));
        await upkeep.Resumed.WaitAsync(Longest);
    }
}
