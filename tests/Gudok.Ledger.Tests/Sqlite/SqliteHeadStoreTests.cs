using Gudok.Seals;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

public sealed class SqliteHeadStoreTests : HeadStoreContract
{
    private readonly TestFolder _folder = new();

    protected override ValueTask<IHeadStore> OpenAsync() => ValueTask.FromResult<IHeadStore>(SqliteHeadStore.Open(_folder.Path));

    protected override async ValueTask<IHeadStore> ReopenAsync(IHeadStore store)
    {
        await store.DisposeAsync();
        return await OpenAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
