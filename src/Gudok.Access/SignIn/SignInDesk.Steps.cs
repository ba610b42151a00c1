using Microsoft.EntityFrameworkCore;

namespace Gudok.Access;

public sealed partial class SignInDesk
{
    // As Identity's store calls it.
    private const string AuthenticatorKey = "AuthenticatorKey";
    private static readonly TooMany Busy = new(TimeSpan.FromSeconds(2), IsFirst: false);

    /// <summary>The first step: name and password.</summary>
    /// <param name="name">What was typed as the name.</param>
    /// <param name="password">What was typed as the password.</param>
    /// <param name="place">From where.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    public async Task<SignInAnswer> PasswordAsync(string name, string password, SignInPlace place, CancellationToken cancellationToken)
    {
        const string act = "signin.password";
        if (_limit.Take(place.Address) is { } many) return await SlowAsync(act, place, many, cancellationToken).ConfigureAwait(false);
        using var turn = await _hashing.EnterAsync(cancellationToken).ConfigureAwait(false);
        if (turn is null) return await SlowAsync(act, place, Busy, cancellationToken).ConfigureAwait(false);
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var account = AccountName.TryRead(name, out var read) ? await work.Accounts.FindByNameAsync(read).ConfigureAwait(false) : null;
        if (await WrongAsync(work, account, password, cancellationToken).ConfigureAwait(false) is { } wrong)
            return await RefuseTakenAsync(act, account, place, wrong, cancellationToken).ConfigureAwait(false);
        if (await ByProviderAsync(work, act, account!, place, cancellationToken).ConfigureAwait(false) is { } elsewhere)
        {
            await _attempts.GiveBackAsync(work, account!, cancellationToken).ConfigureAwait(false);
            return elsewhere;
        }

        await NoteAsync(act, account!, place, ActOutcome.Done, null, cancellationToken).ConfigureAwait(false);
        await _attempts.GiveBackAsync(work, account!, cancellationToken).ConfigureAwait(false);
        _limit.GiveBack(place.Address);
        var person = await PersonReader.ReadAsync(work.Database, account!, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        var stage = person.HasSecondFactor ? SessionStage.SecondFactor : SessionStage.Setup;
        return await OpenAsync(work, account!, stage, "password", place, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The second step: a code of an authenticator, or a recovery code. A code is taken once.</summary>
    public async Task<SignInAnswer> CodeAsync(string token, string code, SignInPlace place, CancellationToken cancellationToken)
    {
        var isRecovery = code.Contains('-', StringComparison.Ordinal);
        var act = isRecovery ? "signin.recovery-code" : "signin.code";
        if (_limit.Take(place.Address) is { } many) return await SlowAsync(act, place, many, cancellationToken).ConfigureAwait(false);
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        if (await HolderAsync(work, token, SessionStage.SecondFactor, cancellationToken).ConfigureAwait(false) is not { } account)
            return await RefuseTakenAsync(act, null, place, "no such step", cancellationToken).ConfigureAwait(false);
        if (!await _attempts.TryTakeAsync(work, account, cancellationToken).ConfigureAwait(false)) return await RefuseTakenAsync(act, account, place, "shut", cancellationToken).ConfigureAwait(false);
        var isRight = isRecovery
            ? (await work.Accounts.RedeemTwoFactorRecoveryCodeAsync(account, code.Trim().ToUpperInvariant()).ConfigureAwait(false)).Succeeded
            : await TakeCodeAsync(work, account, code, cancellationToken).ConfigureAwait(false);
        if (!isRight) return await RefuseTakenAsync(act, account, place, "wrong or used", cancellationToken).ConfigureAwait(false);
        await NoteAsync(act, account, place, ActOutcome.Done, null, cancellationToken).ConfigureAwait(false);
        _limit.GiveBack(place.Address);
        (account.AccessFailedCount, account.LockoutEnd) = (0, null);
        return await FinishAsync(work, account, isRecovery ? "recovery-code" : "code", place, token, cancellationToken).ConfigureAwait(false);
    }

    // A key that was shown and never confirmed, because a passkey was taken in its place, opens nothing: others may have seen it.
    private Task<bool> TakeCodeAsync(PeopleWork work, Account account, string code, CancellationToken cancellationToken) =>
        account.TwoFactorEnabled ? TakeFirstCodeAsync(work, account, code, cancellationToken) : Task.FromResult(false);

    /// <summary>Takes a code of an authenticator, confirmed or not, once: of two requests with the same code one is refused (RFC 6238 §5.2).</summary>
    private async Task<bool> TakeFirstCodeAsync(PeopleWork work, Account account, string code, CancellationToken cancellationToken)
    {
        if (await work.Accounts.GetAuthenticatorKeyAsync(account).ConfigureAwait(false) is not { } key) return false;
        if (TimeCode.StepOf(key, code, _clock.GetUtcNow()) is not { } step) return false;
        var taken = await work.Database.Users.Where(row => row.Id == account.Id && row.LastCodeStep < step)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.LastCodeStep, step), cancellationToken).ConfigureAwait(false);
        account.LastCodeStep = step;
        return taken == 1;
    }

    private async Task<Account?> HolderAsync(PeopleWork work, string token, SessionStage stage, CancellationToken cancellationToken)
    {
        if (SessionToken.HashOf(token) is not { } hash) return null;
        var row = await work.Database.Set<SessionRow>().AsNoTracking().FirstOrDefaultAsync(one => one.TokenHash == hash, cancellationToken).ConfigureAwait(false);
        if (row is null || row.Stage != stage || !IsAlive(row, _clock.GetUtcNow())) return null;
        return await work.Database.Users.FirstOrDefaultAsync(one => one.Id == row.AccountId && one.BlockedAt == null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Signed in, or what is still to be set up.</summary>
    private async Task<SignInAnswer> FinishAsync(PeopleWork work, Account account, string way, SignInPlace place, string? former, CancellationToken cancellationToken, bool isAlone = false)
    {
        var stage = account.OneTimeUntil is null ? SessionStage.Open : SessionStage.Setup;
        if (stage == SessionStage.Open) account.LastSignInAt = _clock.GetUtcNow();
        return await OpenAsync(work, account, stage, way, place, former, cancellationToken, isAlone: isAlone).ConfigureAwait(false);
    }

    private async Task<SignInAnswer> OpenAsync(
        PeopleWork work, Account account, SessionStage stage, string way, SignInPlace place, string? former, CancellationToken cancellationToken, string? provider = null, DateTimeOffset? authenticatedAt = null, bool isAlone = false)
    {
        var now = _clock.GetUtcNow();
        var token = SessionToken.Create();
        var hash = former is null ? null : SessionToken.HashOf(former);
        var sessions = await work.SessionsAsync(account.Id, cancellationToken).ConfigureAwait(false);
        work.Database.Add(new SessionRow
        {
            Id = Guid.CreateVersion7(now).ToString(),
            TokenHash = SessionToken.HashOf(token)!,
            AccountId = account.Id,
            Stage = stage,
            StartedAt = now,
            SeenAt = now,
            EndsAt = now + (stage == SessionStage.Open ? _options.SessionFor : StepFor),
            Way = way,
            // Whoever came by a provider shows our second factor here: where the sign-in began goes along.
            Provider = provider ?? sessions.Find(row => hash is not null && row.TokenHash.AsSpan().SequenceEqual(hash))?.Provider,
            // What a provider's own session answers for shows nobody.
            AuthenticatedAt = provider is null ? now : authenticatedAt,
            Address = place.Address,
            Device = place.Device,
        });
        // A token from before the step would open what only the step opens: the session of it ends, and so do those that are over. One set-up at a time, with a key of its
        // own: a key that another session was shown is known there.
        string[] over = [.. sessions.Where(row => isAlone || !IsAlive(row, now) || (hash is not null && row.TokenHash.AsSpan().SequenceEqual(hash))
            || (stage == SessionStage.Setup && row.Stage == SessionStage.Setup)).Select(row => row.Id)];
        await using var change = await work.Database.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        if (stage == SessionStage.Setup) await DropKeyAsync(work, account, cancellationToken).ConfigureAwait(false);
        // Two sign-ins at the same moment may end the same ones. What the browser held before, of whomever, nobody holds knowingly any more.
        var held = place.Held is null ? null : SessionToken.HashOf(place.Held);
        await work.Database.Set<SessionRow>().Where(row => over.Contains(row.Id) || (held != null && row.TokenHash == held)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await work.Database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await change.CommitAsync(cancellationToken).ConfigureAwait(false);
        _people.Touch();
        return new SignInAnswer.Next(token, stage);
    }

    /// <summary>Forgets the key of an authenticator that was shown and not confirmed.</summary>
    private static async Task DropKeyAsync(PeopleWork work, Account account, CancellationToken cancellationToken) => await work.Database.UserTokens
        .Where(row => row.UserId == account.Id && row.Name == AuthenticatorKey && work.Database.Users.Any(one => one.Id == account.Id && !one.TwoFactorEnabled))
        .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>What keeps a name and a password from opening the next step; null if nothing does. What is refused costs as much time as what is not: else the time would tell
    /// whether there is such an account.</summary>
    private async Task<string?> WrongAsync(PeopleWork work, Account? account, string password, CancellationToken cancellationToken)
    {
        if (password.Length > PasswordRules.MaxLength || account?.PasswordHash is null)
        {
            await AccountAttempts.PretendAsync(work, cancellationToken).ConfigureAwait(false);
            Pretend(work, password);
            return account is null ? "no such account" : "no password";
        }

        if (!await _attempts.TryTakeAsync(work, account, cancellationToken).ConfigureAwait(false))
        {
            Pretend(work, password);
            return "shut";
        }

        var now = _clock.GetUtcNow();
        if (!await work.Accounts.CheckPasswordAsync(account, password).ConfigureAwait(false)) return account.LockoutEnd > now ? "wrong, shut now" : "wrong";
        if (account.BlockedAt is not null) return "blocked";
        if (account.OneTimeUntil is { } until) return until <= now ? "one-time password over" : null;
        if (account.EnrolUntil > now || (await PersonReader.ReadAsync(work.Database, account, now, cancellationToken).ConfigureAwait(false)).HasSecondFactor) return null;
        return "no second factor was set up in time";
    }

    private void Pretend(PeopleWork work, string password)
    {
        var nobody = new Account();
        _nobodysHash ??= work.Accounts.PasswordHasher.HashPassword(nobody, OneTimePassword.Create());
        work.Accounts.PasswordHasher.VerifyHashedPassword(nobody, _nobodysHash, password.Length > PasswordRules.MaxLength ? "" : password);
    }

    /// <summary>Refuses what cannot be guessed and so is looked at first: it counts by itself, so that nobody is shut out by the wrong passwords of a neighbour.</summary>
    private async Task<SignInAnswer> RefuseAsync(string act, Account? account, SignInPlace place, string why, CancellationToken cancellationToken) =>
        _refusals.Take(place.Address) is { } many
            ? await SlowAsync(act, place, many, cancellationToken).ConfigureAwait(false)
            : await RefuseTakenAsync(act, account, place, why, cancellationToken).ConfigureAwait(false);

    private async Task<SignInAnswer> RefuseTakenAsync(string act, Account? account, SignInPlace place, string why, CancellationToken cancellationToken)
    {
        await NoteAsync(act, account, place, ActOutcome.Refused, why, cancellationToken).ConfigureAwait(false);
        return new SignInAnswer.Refused();
    }

    // Once for a network and a while: else whoever is turned away could fill the journal.
    private async Task<SignInAnswer> SlowAsync(string act, SignInPlace place, TooMany many, CancellationToken cancellationToken)
    {
        SignInMeter.Slowed.Add(1, new KeyValuePair<string, object?>("what", "signin"));
        if (many.IsFirst) await NoteAsync(act, null, place, ActOutcome.Refused, "slow down", cancellationToken).ConfigureAwait(false);
        return new SignInAnswer.Slow(many.After);
    }

    // What was typed as a name is not written down: it may be a password, or a number.
    private ValueTask NoteAsync(string act, Account? account, SignInPlace place, ActOutcome outcome, string? detail, CancellationToken cancellationToken) =>
        _people.NoteAsync(
            (account is null ? Unknown : new Actor { Kind = ActorKind.Person, Id = account.Id, Name = account.UserName! }) with { Address = place.Address }, act, outcome, detail, cancellationToken);
}
