using Gudok.Seals;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

public sealed class SqliteCallLedgerTests : CallLedgerContract
{
    private readonly TestFolder _folder = new();

    private HeadChain? _heads;

    protected override async ValueTask<ICallLedger> OpenAsync()
    {
        _heads = await TestHeads.OpenAsync(Clock, SqliteHeadStore.Open(_folder.Path));
        return await SqliteCallLedger.OpenAsync(
            new LedgerOptions { Folder = _folder.Path }, new EphemeralDayKeys(), _heads, Clock, CancellationToken.None);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_heads is not null) await _heads.DisposeAsync();
        _folder.Dispose();
    }
}
