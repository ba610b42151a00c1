namespace Gudok.Access;

/// <summary>The fault codes of this module, GDK-7000 to GDK-7999. Codes are never reused.</summary>
public static class AccessFaults
{
    /// <summary>There is no such account.</summary>
    public const string NoAccount = "GDK-7001";

    /// <summary>The name of an account is taken, or is none.</summary>
    public const string NotAName = "GDK-7002";

    /// <summary>A password does not meet the rules.</summary>
    public const string WeakPassword = "GDK-7003";

    /// <summary>What is to be changed of an account is not so, or is what it should become already.</summary>
    public const string NothingToChange = "GDK-7004";

    /// <summary><c>desk.db</c> is damaged, cannot be opened, or was written by a newer version.</summary>
    public const string DeskDamaged = "GDK-7005";

    /// <summary><c>desk.db</c> could not be written: what was to be changed is not.</summary>
    public const string DeskUnwritten = "GDK-7006";

    /// <summary>Who has which extension could not be read: calls are recorded without their operator.</summary>
    public const string NoExtensions = "GDK-7007";

    /// <summary>Somebody else changed the account at the same moment.</summary>
    public const string ChangedMeanwhile = "GDK-7008";

    /// <summary>An extension is somebody else's, and it was not said that it is to be taken from that person.</summary>
    public const string ExtensionTaken = "GDK-7009";

    /// <summary>There is no such provider of sign-in.</summary>
    public const string NoProvider = "GDK-7050";

    /// <summary>A provider of sign-in does not answer, or not as one.</summary>
    public const string ProviderUnreachable = "GDK-7051";

    /// <summary>What a provider says of itself is not what the settings say.</summary>
    public const string ProviderNotAsSet = "GDK-7052";

    /// <summary>Somebody came back from a provider to a sign-in that this browser has not begun, or that is over.</summary>
    public const string ExternalStepOver = "GDK-7053";

    /// <summary>A provider has let nobody in.</summary>
    public const string ProviderRefused = "GDK-7054";

    /// <summary>What a provider signed of somebody does not hold.</summary>
    public const string IdTokenWrong = "GDK-7055";

    /// <summary>Whoever a provider vouches for has no account here, or one that is blocked or without a role.</summary>
    public const string NotLetIn = "GDK-7056";

    /// <summary>An account of a provider is linked to another account here already, or to none.</summary>
    public const string LinkTaken = "GDK-7057";

    /// <summary>A secret, key or certificate of a provider cannot be read.</summary>
    public const string ProviderSecretMissing = "GDK-7058";

    /// <summary>What an account was to be linked to is no number of the public network, or its first day is to come.</summary>
    public const string NotOwnNumber = "GDK-7061";

    /// <summary>An account that is not that of a citizen was to be linked to a number.</summary>
    public const string NotACitizen = "GDK-7062";

    /// <summary>The number is linked to another account.</summary>
    public const string NumberTaken = "GDK-7063";

    /// <summary>The account of whoever asks is linked to no number.</summary>
    public const string NoOwnNumber = "GDK-7064";

    /// <summary>Somebody whose role a provider gives has not come by it for long.</summary>
    public const string ByProviderFirst = "GDK-7070";

    /// <summary>A list of leavers was to be confirmed that is another by now.</summary>
    public const string ListChanged = "GDK-7071";

    /// <summary>The review of rights has no such line.</summary>
    public const string NoReviewLine = "GDK-7080";

    /// <summary>The review of this quarter is closed.</summary>
    public const string ReviewClosed = "GDK-7081";

    /// <summary>There is no such record of a review.</summary>
    public const string NoReviewRecord = "GDK-7082";

    /// <summary>A file is not the record of a review that the journal names.</summary>
    public const string ReviewRecordWrong = "GDK-7083";

    /// <summary>The role is the last administrator's.</summary>
    public const string LastAdministrator = "GDK-7084";

    /// <summary>A provider of sign-in gives the role again.</summary>
    public const string GivenByProvider = "GDK-7085";

    /// <summary>A week of the journal was to be confirmed before its end.</summary>
    public const string WeekRuns = "GDK-7086";

    /// <summary>There is no such program.</summary>
    public const string NoClient = "GDK-7101";

    /// <summary>What is said of a program cannot be.</summary>
    public const string ClientWrong = "GDK-7102";

    /// <summary>The journal could not be written: then what was to be noted in it is not done.</summary>
    public const string JournalUnwritten = "GDK-7201";

    /// <summary>The journal was changed: an entry is not what was written, or is missing.</summary>
    public const string JournalDamaged = "GDK-7202";

    /// <summary>The journal was written by a newer version.</summary>
    public const string JournalNewer = "GDK-7203";

    /// <summary>There is no such entry of the journal.</summary>
    public const string NoSuchEntry = "GDK-7204";

    /// <summary>The file of rules of alerts is not what it should be.</summary>
    public const string AlertRulesBroken = "GDK-7301";

    /// <summary>There is no such alert.</summary>
    public const string NoSuchAlert = "GDK-7302";

    /// <summary>A secret that notices of alerts need cannot be read.</summary>
    public const string AlertSecretMissing = "GDK-7303";

    /// <summary>The policy file is not what it should be.</summary>
    public const string PolicyBroken = "GDK-7401";

    /// <summary>Nobody signed in.</summary>
    public const string NotSignedIn = "GDK-7410";

    /// <summary>The policy denies the act to one of the actor's roles.</summary>
    public const string Denied = "GDK-7411";

    /// <summary>Somebody was to decide on a request of their own.</summary>
    public const string OwnRequest = "GDK-7412";

    /// <summary>The token that was shown does not name the act.</summary>
    public const string NotInToken = "GDK-7422";

    /// <summary>None of the actor's roles is granted the act.</summary>
    public const string NoRole = "GDK-7413";

    /// <summary>What it was to be done to is another's, or another team's.</summary>
    public const string OutOfScope = "GDK-7414";

    /// <summary>A second factor is needed and was not shown.</summary>
    public const string NoSecondFactor = "GDK-7415";

    /// <summary>A request in writing has to be named.</summary>
    public const string NoRequestFile = "GDK-7416";

    /// <summary>The actor is in no call with the party, and the last one is too long ago.</summary>
    public const string NoContact = "GDK-7417";

    /// <summary>It is granted within working hours only.</summary>
    public const string OutOfHours = "GDK-7418";

    /// <summary>The day's quota of numbers is used up.</summary>
    public const string QuotaUsed = "GDK-7419";

    /// <summary>A search by part of a number had too few digits.</summary>
    public const string PartTooShort = "GDK-7420";

    /// <summary>A reason has to be given.</summary>
    public const string NoReason = "GDK-7421";

    /// <summary>There is no such export, or it is not one's own to see.</summary>
    public const string NoExport = "GDK-7501";

    /// <summary>The export is not in the state that this needs: not decided, decided already, ended.</summary>
    public const string ExportNotSo = "GDK-7502";

    /// <summary>What was asked for as an export is none.</summary>
    public const string ExportWrong = "GDK-7503";

    /// <summary>Numbers were asked for in a form that the policy does not grant.</summary>
    public const string ExportFormNotGranted = "GDK-7504";

    /// <summary>Somebody has as many open requests for exports as the limit.</summary>
    public const string TooManyExports = "GDK-7505";

    /// <summary>The password of an export was shown already.</summary>
    public const string PasswordShown = "GDK-7506";

    /// <summary>The second factor that a password is shown for was wrong, or used before.</summary>
    public const string SecondFactorWrong = "GDK-7507";

    /// <summary>An export was downloaded as often as the limit.</summary>
    public const string DownloadsUsed = "GDK-7508";

    /// <summary>The file of an export could not be made.</summary>
    public const string ExportUnmade = "GDK-7509";

    /// <summary>The code of a refusal.</summary>
    public static string Of(Refusal refusal) => refusal switch
    {
        Refusal.NotSignedIn => NotSignedIn,
        Refusal.Denied => Denied,
        Refusal.OwnRequest => OwnRequest,
        Refusal.NotInToken => NotInToken,
        Refusal.NoRole => NoRole,
        Refusal.OutOfScope => OutOfScope,
        Refusal.NoSecondFactor => NoSecondFactor,
        Refusal.NoRequestFile => NoRequestFile,
        Refusal.NoContact => NoContact,
        Refusal.OutOfHours => OutOfHours,
        Refusal.QuotaUsed => QuotaUsed,
        Refusal.PartTooShort => PartTooShort,
        Refusal.NoReason => NoReason,
    };
}
