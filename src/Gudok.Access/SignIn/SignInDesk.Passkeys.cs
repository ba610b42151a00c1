using System.Buffers.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Gudok.Access;

public sealed partial class SignInDesk
{
    private const int MaxPasskeyName = 60;
    private const int MaxPasskeys = 10;
    private readonly Ceremonies _ceremonies;

    /// <summary>Asks a browser for any passkey of this portal.</summary>
    public async Task<PasskeyAsk> AskForPasskeyAsync(SignInPlace place, HttpContext context, CancellationToken cancellationToken)
    {
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var options = await work.Passkeys.MakeRequestOptionsAsync(null, context).ConfigureAwait(false);
        return new PasskeyAsk(_ceremonies.Begin(options.AssertionState, place.Address), options.RequestOptionsJson);
    }

    /// <summary>Signs in by a passkey. Its owner was verified by the device, so it is both factors.</summary>
    public async Task<SignInAnswer> PasskeyAsync(string handle, string credential, SignInPlace place, HttpContext context, CancellationToken cancellationToken)
    {
        const string act = "signin.passkey";
        if (_ceremonies.Take(handle) is not { } state) return await RefuseAsync(act, null, place, "no such step", cancellationToken).ConfigureAwait(false);
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var shown = await work.Passkeys.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential, AssertionState = state }).ConfigureAwait(false);
        if (!shown.Succeeded) return await RefuseAsync(act, null, place, "not valid", cancellationToken).ConfigureAwait(false);
        var account = shown.User;
        // Wrong passwords shut the account for passwords: a passkey cannot be guessed, and strangers shall not keep its owner out.
        if (account.BlockedAt is not null) return await RefuseAsync(act, account, place, "blocked", cancellationToken).ConfigureAwait(false);
        if (await ByProviderAsync(work, act, account, place, cancellationToken).ConfigureAwait(false) is { } elsewhere) return elsewhere;
        // The counter of the key tells a copy of it.
        PeopleWork.Require(await work.Accounts.AddOrUpdatePasskeyAsync(account, shown.Passkey).ConfigureAwait(false), account.UserName!);
        await NoteAsync(act, account, place, ActOutcome.Done, null, cancellationToken).ConfigureAwait(false);
        return await FinishAsync(work, account, "passkey", place, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks a browser to make a passkey for somebody who is signed in.</summary>
    /// <returns>What to ask for; null if the person has to sign in anew first.</returns>
    public async Task<PasskeyAsk?> OfferPasskeyAsync(Actor actor, HttpContext context, CancellationToken cancellationToken)
    {
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        if (!await IsFreshAsync(work, actor, "account.passkey", cancellationToken).ConfigureAwait(false)) return null;
        return await OfferAsync(work, await work.FindAsync(actor.Name).ConfigureAwait(false), actor.Address, context).ConfigureAwait(false);
    }

    /// <summary>Asks a browser to make a passkey for somebody who has to set up a second factor: it is the first one.</summary>
    /// <param name="token">What the browser showed.</param>
    /// <param name="place">From where.</param>
    /// <param name="context">The request: a passkey belongs to its host.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>What to ask for; null if the token is for no such step.</returns>
    public async Task<PasskeyAsk?> OfferFirstPasskeyAsync(string token, SignInPlace place, HttpContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        return await EnrollingAsync(work, token, cancellationToken).ConfigureAwait(false) is { } account ? await OfferAsync(work, account, place.Address, context).ConfigureAwait(false) : null;
    }

    /// <summary>Takes a passkey as the first second factor, in place of an authenticator.</summary>
    /// <returns>What follows, and recovery codes if it was taken: they are shown once.</returns>
    public async Task<(SignInAnswer Answer, IReadOnlyList<string> RecoveryCodes)> AddFirstPasskeyAsync(
        string token, string handle, string credential, string name, SignInPlace place, HttpContext context, CancellationToken cancellationToken)
    {
        const string act = "account.passkey";
        var state = _ceremonies.Take(handle);
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        if (await EnrollingAsync(work, token, cancellationToken).ConfigureAwait(false) is not { } account || state is null)
            return (await RefuseAsync(act, null, place, "no such step", cancellationToken).ConfigureAwait(false), []);
        var made = await work.Passkeys.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential, AttestationState = state }).ConfigureAwait(false);
        if (!made.Succeeded || made.UserEntity.Id != account.Id) return (await RefuseAsync(act, account, place, "not valid", cancellationToken).ConfigureAwait(false), []);
        made.Passkey.Name = NameOf(name);
        await NoteAsync(act, account, place, ActOutcome.Done, "added", cancellationToken).ConfigureAwait(false);
        account.EnrolUntil = null;
        PeopleWork.Require(await work.Accounts.AddOrUpdatePasskeyAsync(account, made.Passkey).ConfigureAwait(false), account.UserName!);
        var codes = await NewRecoveryCodesAsync(work, account).ConfigureAwait(false);
        return (await FinishAsync(work, account, "passkey", place, token, cancellationToken, isAlone: true).ConfigureAwait(false), codes);
    }

    /// <summary>Adds the passkey that a browser has made.</summary>
    /// <returns>False if it is not what was asked for, or there are enough of them.</returns>
    public async Task<bool> AddPasskeyAsync(Actor actor, string handle, string credential, string name, HttpContext context, CancellationToken cancellationToken)
    {
        if (_ceremonies.Take(handle) is not { } state) return false;
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var made = await work.Passkeys.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential, AttestationState = state }).ConfigureAwait(false);
        var account = await work.FindAsync(actor.Name).ConfigureAwait(false);
        if (!made.Succeeded || made.UserEntity.Id != actor.Id || (await work.Accounts.GetPasskeysAsync(account).ConfigureAwait(false)).Count >= MaxPasskeys)
        {
            await _people.NoteAsync(actor, "account.passkey", ActOutcome.Refused, "not valid", cancellationToken).ConfigureAwait(false);
            return false;
        }

        made.Passkey.Name = NameOf(name);
        await _people.DoAsync(
            PeopleDesk.OwnEntry(actor, "account.passkey", ActOutcome.Done, "added"),
            async () => PeopleWork.Require(await work.Accounts.AddOrUpdatePasskeyAsync(account, made.Passkey).ConfigureAwait(false), actor.Name),
            cancellationToken).ConfigureAwait(false);
        _people.Touch();
        return true;
    }

    /// <summary>The passkeys of somebody, the oldest first.</summary>
    public async Task<IReadOnlyList<PasskeyView>> PasskeysAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var account = await work.FindAsync(actor.Name).ConfigureAwait(false);
        var all = await work.Accounts.GetPasskeysAsync(account).ConfigureAwait(false);
        return [.. all.OrderBy(one => one.CreatedAt).Select(one => new PasskeyView(Base64Url.EncodeToString(one.CredentialId), one.Name ?? "passkey", one.CreatedAt))];
    }

    /// <summary>Whether somebody has an authenticator, too.</summary>
    public async Task<bool> HasAuthenticatorAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        return (await work.FindAsync(actor.Name).ConfigureAwait(false)).TwoFactorEnabled;
    }

    /// <summary>Takes a passkey away.</summary>
    /// <returns>False if it is the account's only second factor: without one nobody could sign in again.</returns>
    public async Task<bool> RemovePasskeyAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var account = await work.FindAsync(actor.Name).ConfigureAwait(false);
        var all = await work.Accounts.GetPasskeysAsync(account).ConfigureAwait(false);
        if (all.FirstOrDefault(one => Base64Url.EncodeToString(one.CredentialId) == id) is not { } passkey) return true;
        if (!account.TwoFactorEnabled && all.Count == 1)
        {
            await _people.NoteAsync(actor, "account.passkey", ActOutcome.Refused, "the only second factor", cancellationToken).ConfigureAwait(false);
            return false;
        }

        await _people.DoAsync(
            PeopleDesk.OwnEntry(actor, "account.passkey", ActOutcome.Done, "removed"),
            async () => PeopleWork.Require(await work.Accounts.RemovePasskeyAsync(account, passkey.CredentialId).ConfigureAwait(false), actor.Name),
            cancellationToken).ConfigureAwait(false);
        _people.Touch();
        return true;
    }

    private static string NameOf(string name) => name.Trim() is { Length: > 0 and <= MaxPasskeyName } given ? given : "passkey";

    /// <summary>Who has an own password and is to set up a second factor, within the time for it.</summary>
    private async Task<Account?> EnrollingAsync(PeopleWork work, string token, CancellationToken cancellationToken) =>
        await HolderAsync(work, token, SessionStage.Setup, cancellationToken).ConfigureAwait(false) is { TwoFactorEnabled: false, OneTimeUntil: null } account
            && await MayEnrolAsync(work, token, account, cancellationToken).ConfigureAwait(false)
            ? account
            : null;

    private async Task<PasskeyAsk> OfferAsync(PeopleWork work, Account account, string? address, HttpContext context)
    {
        var user = new PasskeyUserEntity { Id = account.Id, Name = account.UserName!, DisplayName = account.DisplayName ?? account.UserName! };
        var options = await work.Passkeys.MakeCreationOptionsAsync(user, context).ConfigureAwait(false);
        return new PasskeyAsk(_ceremonies.Begin(options.AttestationState, address), options.CreationOptionsJson);
    }
}
