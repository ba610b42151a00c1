using Gudok.Testing;

namespace Gudok.Ledger.Tests;

public sealed class SqliteLedgerSealsTests : LedgerSealsContract
{
    private readonly LedgerFolder _folder = new();

    protected override async ValueTask<ICallLedger> OpenAsync() => await _folder.OpenAsync(segmentRecords: 5);

    protected override async ValueTask<ICallLedger?> ReopenAsync(ICallLedger ledger)
    {
        await ledger.DisposeAsync();
        return await OpenAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _folder.CloseHeadsAsync();
        _folder.Dispose();
    }
}
