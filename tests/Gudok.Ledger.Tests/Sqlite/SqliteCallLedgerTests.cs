using Gudok.Testing;

namespace Gudok.Ledger.Tests;

public sealed class SqliteCallLedgerTests : CallLedgerContract
{
    private readonly TestFolder _folder = new();

    protected override async ValueTask<ICallLedger> OpenAsync() =>
        await SqliteCallLedger.OpenAsync(new LedgerOptions { Folder = _folder.Path }, new EphemeralDayKeys(), Clock, CancellationToken.None);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
