using Gudok.Testing;

namespace Gudok.Seals.Tests;

public sealed class InMemoryHeadStoreTests : HeadStoreContract
{
    protected override ValueTask<IHeadStore> OpenAsync() => ValueTask.FromResult<IHeadStore>(new InMemoryHeadStore());

    protected override ValueTask<IHeadStore> ReopenAsync(IHeadStore store) => ValueTask.FromResult(store);
}
