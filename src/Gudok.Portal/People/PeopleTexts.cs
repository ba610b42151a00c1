using System.Globalization;
using Gudok.Access;

namespace Gudok.Portal;

/// <summary>What the pages say of accounts.</summary>
internal sealed partial record PeopleTexts
{
    /// <summary>In the reader's language.</summary>
    public static PeopleTexts Of(Reader reader) => reader.Texts.Language == "en" ? English : Russian;

    /// <summary>Why something was not done.</summary>
    public string Of(string code) => code switch
    {
        AccessFaults.NotAName => WrongName,
        AccessFaults.NoAccount => Gone,
        AccessFaults.OwnRequest => OwnAccount,
        AccessFaults.NoReason => NoReason,
        AccessFaults.ChangedMeanwhile => Meanwhile,
        _ => Nothing,
    };

    /// <summary>How an account stands.</summary>
    public string StateOf(PersonView person) => person switch
    {
        { BlockedAt: not null } => Blocked,
        { ShutUntil: not null } => Shut,
        { OneTimeUntil: not null } => Waiting,
        _ => Active,
    };

    /// <summary>A time as pages take it.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>“People”</summary>
    public required string People { get; init; }

    /// <summary>“Accounts”</summary>
    public required string Count { get; init; }

    /// <summary>“Account name”</summary>
    public required string Name { get; init; }

    /// <summary>“Called”</summary>
    public required string DisplayName { get; init; }

    /// <summary>“E-mail”</summary>
    public required string Email { get; init; }

    /// <summary>“Roles”</summary>
    public required string Roles { get; init; }

    /// <summary>“Teams”</summary>
    public required string Teams { get; init; }

    /// <summary>“Teams, one a line”</summary>
    public required string TeamsField { get; init; }

    /// <summary>“Departments”</summary>
    public required string Departments { get; init; }

    /// <summary>“State”</summary>
    public required string State { get; init; }

    /// <summary>“Last sign-in”</summary>
    public required string LastSignIn { get; init; }

    /// <summary>“never”</summary>
    public required string Never { get; init; }

    /// <summary>“New account”</summary>
    public required string Add { get; init; }

    /// <summary>“The portal shows a one-time password, once.…”</summary>
    public required string AddHelp { get; init; }

    /// <summary>“Add”</summary>
    public required string AddNow { get; init; }

    /// <summary>“One-time password, shown only now. Account:”</summary>
    public required string OneTime { get; init; }

    /// <summary>“It holds until”</summary>
    public required string OneTimeUntil { get; init; }

    /// <summary>“active”</summary>
    public required string Active { get; init; }

    /// <summary>“blocked”</summary>
    public required string Blocked { get; init; }

    /// <summary>“shut after wrong attempts”</summary>
    public required string Shut { get; init; }

    /// <summary>“waits for the first sign-in”</summary>
    public required string Waiting { get; init; }

    /// <summary>“second factor set up”</summary>
    public required string HasFactor { get; init; }

    /// <summary>“no second factor”</summary>
    public required string HasNoFactor { get; init; }

    /// <summary>“This is your own account. Nobody changes…”</summary>
    public required string OwnAccount { get; init; }

    /// <summary>“Save roles”</summary>
    public required string SaveRoles { get; init; }

    /// <summary>“Save teams”</summary>
    public required string SaveTeams { get; init; }

    /// <summary>“Reason”</summary>
    public required string Reason { get; init; }

    /// <summary>“Block”</summary>
    public required string Block { get; init; }

    /// <summary>“Unblock”</summary>
    public required string Unblock { get; init; }

    /// <summary>“Give a one-time password”</summary>
    public required string Password { get; init; }

    /// <summary>“The password and all open sessions end. Go on?”</summary>
    public required string PasswordWarning { get; init; }

    /// <summary>“Reset the second factor”</summary>
    public required string Factor { get; init; }

    /// <summary>“See first that it is the person who asks.…”</summary>
    public required string FactorWarning { get; init; }

    /// <summary>“Saved.”</summary>
    public required string Done { get; init; }

    /// <summary>“The form could not be read. Try again.”</summary>
    public required string Wrong { get; init; }

    /// <summary>“The name is taken or is none: 2 to 64 small…”</summary>
    public required string WrongName { get; init; }

    /// <summary>“Nothing to change: it is so already, or no…”</summary>
    public required string Nothing { get; init; }

    /// <summary>“Say why.”</summary>
    public required string NoReason { get; init; }

    /// <summary>“Somebody else changed the account at the same moment…”</summary>
    public required string Meanwhile { get; init; }

    /// <summary>“There is no such account.”</summary>
    public required string Gone { get; init; }
}
