using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Gudok.Access;

public sealed partial class SignInDesk
{
    /// <summary>Shows the second factor once more within a session, by a code of the authenticator: before something that the session alone shall not open.
    /// A wrong one counts as at the sign-in.</summary>
    /// <returns>Whether it was right.</returns>
    public async Task<bool> ShowCodeAgainAsync(Actor actor, string code, SignInPlace place, CancellationToken cancellationToken)
    {
        const string act = "signin.again";
        if (_limit.Take(place.Address) is { } many)
        {
            await SlowAsync(act, place, many, cancellationToken).ConfigureAwait(false);
            return false;
        }

        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var account = await work.FindAsync(actor.Name).ConfigureAwait(false);
        var isOpen = await _attempts.TryTakeAsync(work, account, cancellationToken).ConfigureAwait(false);
        if (!isOpen || !await TakeCodeAsync(work, account, code, cancellationToken).ConfigureAwait(false))
        {
            await RefuseTakenAsync(act, account, place, isOpen ? "wrong or used" : "shut", cancellationToken).ConfigureAwait(false);
            return false;
        }

        await NoteAsync(act, account, place, ActOutcome.Done, null, cancellationToken).ConfigureAwait(false);
        await _attempts.GiveBackAsync(work, account, cancellationToken).ConfigureAwait(false);
        _limit.GiveBack(place.Address);
        return true;
    }

    /// <summary>Shows the second factor once more within a session, by a passkey of the same account.</summary>
    /// <returns>Whether it was right.</returns>
    public async Task<bool> ShowPasskeyAgainAsync(Actor actor, string handle, string credential, SignInPlace place, HttpContext context, CancellationToken cancellationToken)
    {
        const string act = "signin.again";
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var shown = _ceremonies.Take(handle) is { } state
            ? await work.Passkeys.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential, AssertionState = state }).ConfigureAwait(false)
            : null;
        if (shown is not { Succeeded: true } || shown.User.Id != actor.Id)
        {
            await _people.NoteAsync(actor, act, ActOutcome.Refused, "not valid", cancellationToken).ConfigureAwait(false);
            return false;
        }

        PeopleWork.Require(await work.Accounts.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey).ConfigureAwait(false), actor.Name);
        await NoteAsync(act, shown.User, place, ActOutcome.Done, "passkey", cancellationToken).ConfigureAwait(false);
        return true;
    }
}
