namespace Gudok.Portal;

internal sealed partial record PeopleTexts
{
    /// <summary>In English.</summary>
    public static PeopleTexts English { get; } = new()
    {
        People = "People",
        Count = "Accounts",
        Name = "Account name",
        DisplayName = "Called",
        Email = "E-mail",
        Roles = "Roles",
        Teams = "Teams",
        TeamsField = "Teams, one a line",
        Departments = "Departments",
        State = "State",
        LastSignIn = "Last sign-in",
        Never = "never",
        Add = "New account",
        AddHelp = "The portal shows a one-time password, once. Give it by another way than the account's name.",
        AddNow = "Add",
        OneTime = "One-time password, shown only now. Account:",
        OneTimeUntil = "It holds until",
        Active = "active",
        Blocked = "blocked",
        Shut = "shut after wrong attempts",
        Waiting = "waits for the first sign-in",
        HasFactor = "second factor set up",
        HasNoFactor = "no second factor",
        OwnAccount = "This is your own account. Nobody changes one's own rights: ask another administrator.",
        SaveRoles = "Save roles",
        SaveTeams = "Save teams",
        Reason = "Reason",
        Block = "Block",
        Unblock = "Unblock",
        Password = "Give a one-time password",
        PasswordWarning = "The password and all open sessions end. Go on?",
        Factor = "Reset the second factor",
        FactorWarning = "See first that it is the person who asks. Second factor, password and sessions end. Go on?",
        Done = "Saved.",
        Wrong = "The form could not be read. Try again.",
        WrongName = "The name is taken or is none: 2 to 64 small letters of one alphabet, digits, dots, hyphens, underscores; it begins with a letter.",
        Nothing = "Nothing to change: it is so already, or no role would be left.",
        NoReason = "Say why: the journal keeps the reason.",
        Meanwhile = "Somebody else has changed the account meanwhile. Look at it and try again.",
        Gone = "There is no such account.",
    };
}
