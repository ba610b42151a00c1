using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

public sealed partial class SignInDesk
{
    private const string ExternalAct = "signin.external";

    /// <summary>Notes what came to nothing before a provider was asked of anybody: a sign-in that is not this browser's, a provider that does not answer. Nothing is guessed so; it
    /// counts by itself.</summary>
    internal Task<SignInAnswer> RefuseReturnAsync(string provider, string why, SignInPlace place, CancellationToken cancellationToken) =>
        RefuseAsync(ExternalAct, null, place, $"{provider}: {why}", cancellationToken);

    /// <summary>Notes that somebody came back from a provider and was not let in.</summary>
    internal Task<SignInAnswer> RefuseExternalAsync(string provider, string why, SignInPlace place, CancellationToken cancellationToken) =>
        RefuseTakenAsync(ExternalAct, null, place, $"{provider}: {why}", cancellationToken);

    /// <summary>Turns away, because too many came back from the same network and were not let in.</summary>
    internal Task<SignInAnswer> SlowExternalAsync(SignInPlace place, TooMany many, CancellationToken cancellationToken) => SlowAsync(ExternalAct, place, many, cancellationToken);

    /// <summary>Sends on to the provider that gives the person a role, if nobody came by it for long; null if there is none.</summary>
    private async Task<SignInAnswer?> ByProviderAsync(PeopleWork work, string act, Account account, SignInPlace place, CancellationToken cancellationToken)
    {
        if (await LinkUse.UnusedAsync(work, account.Id, _options, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false) is not { } link) return null;
        await NoteAsync(act, account, place, ActOutcome.Refused, $"{AccessFaults.ByProviderFirst} not by {link.Provider} for long", cancellationToken).ConfigureAwait(false);
        return new SignInAnswer.ByProvider(link.Provider);
    }

    private static string DetailOf(ProviderOptions provider, ExternalIdentity identity) => provider.Id
        + (identity.HasSecondFactor ? ": with second factor" : "")
        + (provider.ContactsAddress.Length > 0 && identity.Mobile is null ? "; it did not give the contacts" : "");

    private async Task NoteUseAsync(PeopleWork work, string key, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        await work.Database.UserLogins.Where(row => row.ProviderKey == key)
            .ExecuteUpdateAsync(row => row.SetProperty(one => EF.Property<DateTimeOffset?>(one, LinkUse.UsedAt), now), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets in whom a provider vouches for: into the session itself if it has seen a second factor, else to our own.</summary>
    /// <returns>The next step; null if the person is not let in.</returns>
    internal async Task<SignInAnswer.Next?> EnterExternalAsync(ProviderOptions provider, ExternalIdentity identity, SignInPlace place, CancellationToken cancellationToken)
    {
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var key = AccountLink.KeyOf(work.Database.Seal, provider, identity.Subject);
        var link = await work.Database.UserLogins.AsNoTracking().FirstOrDefaultAsync(row => row.ProviderKey == key, cancellationToken).ConfigureAwait(false);
        if (link is null && !provider.MakesAccounts) return await TurnAwayAsync(null, "no account is linked").ConfigureAwait(false);
        var account = link is not null
            ? await work.Database.Users.FirstAsync(row => row.Id == link.UserId, cancellationToken).ConfigureAwait(false)
            : await _people.MakeLinkedAsync(work, provider, identity, key, cancellationToken).ConfigureAwait(false);
        if (account is null) return await TurnAwayAsync(null, "no account could be made: no role, or no name that is free").ConfigureAwait(false);
        if (account.BlockedAt is not null) return await TurnAwayAsync(account, "blocked").ConfigureAwait(false);
        if (!await _people.ApplyRolesAsync(work, account, provider, identity, cancellationToken).ConfigureAwait(false)) return await TurnAwayAsync(account, "no role left").ConfigureAwait(false);
        await _people.ApplyNumberAsync(work, account, provider, identity.Mobile, cancellationToken).ConfigureAwait(false);
        await NoteUseAsync(work, key, cancellationToken).ConfigureAwait(false);
        // Whoever comes by a provider needs no one-time password, and one that nobody uses lies about.
        var isFirst = account.OneTimeUntil is not null;
        if (isFirst) (account.OneTimeUntil, account.PasswordHash) = (null, null);
        var person = await PersonReader.ReadAsync(work.Database, account, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        var stage = identity.HasSecondFactor ? SessionStage.Open : person.HasSecondFactor ? SessionStage.SecondFactor : SessionStage.Setup;
        await NoteAsync(ExternalAct, account, place, ActOutcome.Done, DetailOf(provider, identity), cancellationToken).ConfigureAwait(false);
        if (stage == SessionStage.Open) account.LastSignInAt = _clock.GetUtcNow();
        // Whoever came in by the one-time password before is out with it.
        return (SignInAnswer.Next)await OpenAsync(work, account, stage, "external", place, null, cancellationToken, provider.Id, identity.AuthenticatedAt, isAlone: isFirst).ConfigureAwait(false);

        async Task<SignInAnswer.Next?> TurnAwayAsync(Account? whose, string why)
        {
            await RefuseTakenAsync(ExternalAct, whose, place, $"{provider.Id}: {why}", cancellationToken).ConfigureAwait(false);
            return null;
        }
    }
}

/// <summary>What ties an account to one of a provider.</summary>
internal static class AccountLink
{
    /// <summary>The fingerprint of issuer and subject: what is kept in their place, and by which the account is found.</summary>
    public static string KeyOf(FieldSeal seal, ProviderOptions provider, string subject) => seal.Fingerprint($"link\0{provider.Issuer}\0{subject}");

    /// <summary>A new tie.</summary>
    public static IdentityUserLogin<string> Of(Account account, ProviderOptions provider, string key) => new() { LoginProvider = provider.Id, ProviderKey = key, UserId = account.Id };
}
