using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Gudok.Access;

/// <summary>Accounts in <c>desk.db</c>. Recovery codes are kept as fingerprints: the codes themselves are known to nobody but who was shown them.</summary>
internal sealed class AccountStore(AccessDb database) : UserOnlyStore<Account, AccessDb>(database)
{
    private bool _areFingerprints;

    public override Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, _areFingerprints ? recoveryCodes : recoveryCodes.Select(Context.Seal.Fingerprint), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        // What is left is put back by the method above.
        _areFingerprints = true;
        try
        {
            return await base.RedeemCodeAsync(user, Context.Seal.Fingerprint(code), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _areFingerprints = false;
        }
    }
}
