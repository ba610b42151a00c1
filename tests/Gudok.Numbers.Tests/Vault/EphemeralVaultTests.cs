using Gudok.Testing;

namespace Gudok.Numbers.Tests;

public sealed class EphemeralVaultTests : PartyVaultContract
{
    protected override ValueTask<IPartyVault> OpenAsync() => ValueTask.FromResult<IPartyVault>(new EphemeralVault());
}
