using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

public sealed partial class SignInDesk
{
    private const int RecoveryCodes = 10;

    /// <summary>What an authenticator needs to know; made at the first call and the same until it is confirmed. Null if the token is for no such step, or an own password comes first.</summary>
    /// <param name="token">What the browser showed.</param>
    /// <param name="cancellationToken">Stops before the change.</param>
    public async Task<AuthenticatorSetup?> SetupAsync(string token, CancellationToken cancellationToken)
    {
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        if (await HolderAsync(work, token, SessionStage.Setup, cancellationToken).ConfigureAwait(false) is not { TwoFactorEnabled: false, OneTimeUntil: null } account) return null;
        var key = await work.Accounts.GetAuthenticatorKeyAsync(account).ConfigureAwait(false) ?? await NewKeyAsync(work, account, cancellationToken).ConfigureAwait(false);
        return key is null ? null : new AuthenticatorSetup(key, TimeCode.Address("Gudok", account.UserName!, key));
    }

    // Of two pages that are opened at the same moment one makes the key, and both show that one.
    private async Task<string?> NewKeyAsync(PeopleWork work, Account account, CancellationToken cancellationToken)
    {
        try
        {
            if ((await work.Accounts.ResetAuthenticatorKeyAsync(account).ConfigureAwait(false)).Succeeded) return await work.Accounts.GetAuthenticatorKeyAsync(account).ConfigureAwait(false);
        }
        catch (DbUpdateException)
        {
            // The other one's key is there already: read below.
            work.Database.ChangeTracker.Clear();
        }

        await using var other = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        return await other.Accounts.GetAuthenticatorKeyAsync(await other.FindAsync(account.UserName!).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Takes an own password in place of a one-time password.</summary>
    /// <exception cref="AccessException">GDK-7003: it does not meet the rules.</exception>
    public async Task<SignInAnswer> ChoosePasswordAsync(string token, string password, SignInPlace place, CancellationToken cancellationToken)
    {
        const string act = "account.password";
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        if (await HolderAsync(work, token, SessionStage.Setup, cancellationToken).ConfigureAwait(false) is not { OneTimeUntil: not null } account)
            return await RefuseAsync(act, null, place, "no such step", cancellationToken).ConfigureAwait(false);
        var term = account.OneTimeUntil;
        if (!await SetPasswordAsync(work, account, password, cancellationToken).ConfigureAwait(false)) return await SlowAsync(act, place, Busy, cancellationToken).ConfigureAwait(false);
        await NoteAsync(act, account, place, ActOutcome.Done, null, cancellationToken).ConfigureAwait(false);
        var person = await PersonReader.ReadAsync(work.Database, account, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        // A password alone lets nobody set up a second factor for ever.
        if (!person.HasSecondFactor) account.EnrolUntil = term;
        // Whoever else came in by the one-time password is out: he would set up a second factor of his own. Whoever has one has shown it to come here.
        return person.HasSecondFactor
            ? await FinishAsync(work, account, "setup", place, token, cancellationToken, isAlone: true).ConfigureAwait(false)
            : await OpenAsync(work, account, SessionStage.Setup, "password", place, token, cancellationToken, isAlone: true).ConfigureAwait(false);
    }

    /// <summary>Confirms an authenticator by its first code.</summary>
    /// <returns>What follows, and recovery codes if it was right: they are shown once.</returns>
    public async Task<(SignInAnswer Answer, IReadOnlyList<string> RecoveryCodes)> ConfirmAsync(string token, string code, SignInPlace place, CancellationToken cancellationToken)
    {
        const string act = "account.authenticator";
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        if (await HolderAsync(work, token, SessionStage.Setup, cancellationToken).ConfigureAwait(false) is not { TwoFactorEnabled: false, OneTimeUntil: null } account)
            return (await RefuseAsync(act, null, place, "no such step", cancellationToken).ConfigureAwait(false), []);
        if (!await MayEnrolAsync(work, token, account, cancellationToken).ConfigureAwait(false) || !await TakeFirstCodeAsync(work, account, code, cancellationToken).ConfigureAwait(false))
            return (await RefuseAsync(act, account, place, "wrong or used", cancellationToken).ConfigureAwait(false), []);
        await NoteAsync(act, account, place, ActOutcome.Done, null, cancellationToken).ConfigureAwait(false);
        (account.TwoFactorEnabled, account.EnrolUntil) = (true, null);
        var codes = await NewRecoveryCodesAsync(work, account).ConfigureAwait(false);
        return (await FinishAsync(work, account, "setup", place, token, cancellationToken, isAlone: true).ConfigureAwait(false), codes);
    }

    /// <summary>Whether a first second factor may be set up in a session: within the term of the one-time password, or if a provider has said at its beginning who it is. The account
    /// is not opened by that: else whoever knows its password would come in meanwhile.</summary>
    private async Task<bool> MayEnrolAsync(PeopleWork work, string token, Account account, CancellationToken cancellationToken)
    {
        if (account.EnrolUntil > _clock.GetUtcNow()) return true;
        var hash = SessionToken.HashOf(token);
        return await work.Database.Set<SessionRow>().AnyAsync(row => row.TokenHash == hash && row.Provider != null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes the password of somebody who is signed in; all other sessions end.</summary>
    /// <returns>False if the present password is wrong, or too many passwords are being hashed to look.</returns>
    /// <exception cref="AccessException">GDK-7003: the new one does not meet the rules.</exception>
    public async Task<bool> ChangePasswordAsync(Actor actor, string present, string password, CancellationToken cancellationToken)
    {
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var account = await work.FindAsync(actor.Name).ConfigureAwait(false);
        if (!await IsPresentAsync(work, account, present, cancellationToken).ConfigureAwait(false))
        {
            await _people.NoteAsync(actor, "account.password", ActOutcome.Refused, "wrong", cancellationToken).ConfigureAwait(false);
            return false;
        }

        if (!await SetPasswordAsync(work, account, password, cancellationToken).ConfigureAwait(false)) return false;
        work.Database.RemoveRange((await work.SessionsAsync(account.Id, cancellationToken).ConfigureAwait(false)).Where(row => row.Id != actor.Session));
        await _people.DoAsync(
            PeopleDesk.OwnEntry(actor, "account.password", ActOutcome.Done, null),
            async () => PeopleWork.Require(await work.Accounts.UpdateAsync(account).ConfigureAwait(false), actor.Name),
            cancellationToken).ConfigureAwait(false);
        _people.Touch();
        return true;
    }

    /// <summary>Makes new recovery codes; the former open nothing any more.</summary>
    /// <returns>The codes; null if the person has to sign in anew first.</returns>
    public async Task<IReadOnlyList<string>?> RenewRecoveryCodesAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        if (!await IsFreshAsync(work, actor, "account.recovery-codes", cancellationToken).ConfigureAwait(false)) return null;
        var account = await work.FindAsync(actor.Name).ConfigureAwait(false);
        IReadOnlyList<string> codes = [];
        await _people.DoAsync(
            PeopleDesk.OwnEntry(actor, "account.recovery-codes", ActOutcome.Done, null), async () => codes = await NewRecoveryCodesAsync(work, account).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
        return codes;
    }

    /// <summary>Whether somebody who is signed in knows the account's password, too.</summary>
    private async Task<bool> IsPresentAsync(PeopleWork work, Account account, string password, CancellationToken cancellationToken)
    {
        using var turn = await _hashing.EnterAsync(cancellationToken).ConfigureAwait(false);
        if (turn is null || password.Length > PasswordRules.MaxLength || !await _attempts.TryTakeAsync(work, account, cancellationToken).ConfigureAwait(false)) return false;
        if (!await work.Accounts.CheckPasswordAsync(account, password).ConfigureAwait(false)) return false;
        await _attempts.GiveBackAsync(work, account, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<IReadOnlyList<string>> NewRecoveryCodesAsync(PeopleWork work, Account account) =>
        [.. await work.Accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes).ConfigureAwait(false)
            ?? throw new AccessException(AccessFaults.ChangedMeanwhile, $"somebody else changed account {account.UserName} at the same time; try again")];

    /// <returns>False if too many passwords are being hashed already.</returns>
    private async Task<bool> SetPasswordAsync(PeopleWork work, Account account, string password, CancellationToken cancellationToken)
    {
        using var turn = await _hashing.EnterAsync(cancellationToken).ConfigureAwait(false);
        if (turn is null) return false;
        if (PasswordRules.Fault(password, account.UserName!) is { } fault) throw new AccessException(AccessFaults.WeakPassword, fault);
        if (work.Accounts.PasswordHasher.VerifyHashedPassword(account, account.PasswordHash!, password) != PasswordVerificationResult.Failed)
            throw new AccessException(AccessFaults.WeakPassword, "that is the password you have; choose another");
        account.PasswordHash = work.Accounts.PasswordHasher.HashPassword(account, password);
        account.OneTimeUntil = null;
        return true;
    }
}
