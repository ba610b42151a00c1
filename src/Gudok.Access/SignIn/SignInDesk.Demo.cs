namespace Gudok.Access;

public sealed partial class SignInDesk
{
    private const string DemoWay = "demo";

    /// <summary>Whether this is the demo: a session of its door is worth nothing anywhere else.</summary>
    internal bool HasDemoDoor { get; set; }

    /// <summary>Opens a session for one of the demo's people.</summary>
    internal async Task<SignInAnswer> EnterDemoAsync(PersonView? person, SignInPlace place, CancellationToken cancellationToken)
    {
        const string act = "signin.demo";
        if (person is null) return await RefuseAsync(act, null, place, "no such account", cancellationToken).ConfigureAwait(false);
        await using var work = await _people.BeginAsync(cancellationToken).ConfigureAwait(false);
        var account = await work.FindAsync(person.Name).ConfigureAwait(false);
        if (account.BlockedAt is not null) return await RefuseAsync(act, account, place, "blocked", cancellationToken).ConfigureAwait(false);
        await NoteAsync(act, account, place, ActOutcome.Done, null, cancellationToken).ConfigureAwait(false);
        account.LastSignInAt = _clock.GetUtcNow();
        return await OpenAsync(work, account, SessionStage.Open, DemoWay, place, null, cancellationToken).ConfigureAwait(false);
    }
}
