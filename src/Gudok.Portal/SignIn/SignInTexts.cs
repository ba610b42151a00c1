using Gudok.Access;

namespace Gudok.Portal;

/// <summary>What the pages say of signing in and of somebody's own account.</summary>
internal sealed partial record SignInTexts
{
    /// <summary>In the reader's language.</summary>
    public static SignInTexts Of(Reader reader) => reader.Texts.Language == "en" ? English : Russian;

    /// <summary>What a role is called.</summary>
    public string Role(Role role) => role switch
    {
        Access.Role.Citizen => Citizen,
        Access.Role.Operator => Operator,
        Access.Role.ContractorOperator => ContractorOperator,
        Access.Role.Supervisor => Supervisor,
        Access.Role.Analyst => Analyst,
        Access.Role.Auditor => Auditor,
        Access.Role.PrivacyOfficer => PrivacyOfficer,
        Access.Role.Administrator => Administrator,
        Access.Role.ServiceClient => ServiceClient,
    };

    /// <summary>By what somebody signed in.</summary>
    public string Way(string way) => way switch
    {
        "passkey" => WayPasskey,
        "recovery-code" => WayRecovery,
        "demo" => WayDemo,
        _ => WayCode,
    };

    /// <summary>“Sign in”</summary>
    public required string SignIn { get; init; }

    /// <summary>“Sign out”</summary>
    public required string SignOut { get; init; }

    /// <summary>“Account name”</summary>
    public required string Name { get; init; }

    /// <summary>“Password”</summary>
    public required string Password { get; init; }

    /// <summary>“Continue”</summary>
    public required string GoOn { get; init; }

    /// <summary>“The name or the password does not fit, or…”</summary>
    public required string Refused { get; init; }

    /// <summary>After too many attempts; {0} minutes.</summary>
    public required string Slow { get; init; }

    /// <summary>“Signing in needs JavaScript.”</summary>
    public required string NeedsScripts { get; init; }

    /// <summary>“There are no accounts yet. Make the first…”</summary>
    public required string NoAccounts { get; init; }

    /// <summary>“It prints a one-time password. Sign in with…”</summary>
    public required string NoAccountsThen { get; init; }

    /// <summary>“Demo: sign in with one click”</summary>
    public required string Demo { get; init; }

    /// <summary>“Only in the demo and only on this machine:…”</summary>
    public required string DemoHelp { get; init; }

    /// <summary>“Second factor”</summary>
    public required string SecondFactor { get; init; }

    /// <summary>“Code of your authenticator”</summary>
    public required string Code { get; init; }

    /// <summary>“Six digits of the app, or one of your…”</summary>
    public required string CodeHint { get; init; }

    /// <summary>“The code was not taken: wrong, used already,…”</summary>
    public required string CodeRefused { get; init; }

    /// <summary>“Neither authenticator nor recovery codes?…”</summary>
    public required string LostFactor { get; init; }

    /// <summary>“Start again”</summary>
    public required string StartAgain { get; init; }

    /// <summary>“First sign-in”</summary>
    public required string Setup { get; init; }

    /// <summary>“Replace the one-time password by your own. A…”</summary>
    public required string SetupPassword { get; init; }

    /// <summary>“Without a second factor nobody sees a…”</summary>
    public required string SetupFactor { get; init; }

    /// <summary>“New password”</summary>
    public required string NewPassword { get; init; }

    /// <summary>“Once more”</summary>
    public required string PasswordAgain { get; init; }

    /// <summary>“At least 12 characters. A few words in a row…”</summary>
    public required string PasswordHint { get; init; }

    /// <summary>“That password is easy to guess. It takes at…”</summary>
    public required string WeakPassword { get; init; }

    /// <summary>“The two passwords differ.”</summary>
    public required string NotTheSame { get; init; }

    /// <summary>“This step is done already, or took too long.…”</summary>
    public required string StepOver { get; init; }

    /// <summary>“Open your authenticator app and scan the code.”</summary>
    public required string Scan { get; init; }

    /// <summary>“Or type the key:”</summary>
    public required string OrType { get; init; }

    /// <summary>“QR code for an authenticator app”</summary>
    public required string QrLabel { get; init; }

    /// <summary>“Six digits of the app”</summary>
    public required string FirstCode { get; init; }

    /// <summary>“Set up”</summary>
    public required string Confirm { get; init; }

    /// <summary>“Recovery codes”</summary>
    public required string Recovery { get; init; }

    /// <summary>“Shown this once. Each stands in for a code…”</summary>
    public required string RecoveryHelp { get; init; }

    /// <summary>“Kept, continue”</summary>
    public required string CodesKept { get; init; }

    /// <summary>“Make new codes”</summary>
    public required string RecoveryRenew { get; init; }

    /// <summary>“If few are left or somebody may have seen…”</summary>
    public required string RecoveryRenewHelp { get; init; }

    /// <summary>“The former recovery codes stop working. Make…”</summary>
    public required string RecoveryRenewWarning { get; init; }

    /// <summary>“My account”</summary>
    public required string Account { get; init; }

    /// <summary>“Where you are signed in”</summary>
    public required string Sessions { get; init; }

    /// <summary>“A device or address that you do not know?…”</summary>
    public required string SessionsHelp { get; init; }

    /// <summary>“Device”</summary>
    public required string SessionDevice { get; init; }

    /// <summary>“Address”</summary>
    public required string SessionAddress { get; init; }

    /// <summary>“Signed in”</summary>
    public required string SessionStarted { get; init; }

    /// <summary>“Last used”</summary>
    public required string SessionSeen { get; init; }

    /// <summary>“By”</summary>
    public required string SessionWay { get; init; }

    /// <summary>“this session”</summary>
    public required string SessionThis { get; init; }

    /// <summary>“End”</summary>
    public required string SessionEnd { get; init; }

    /// <summary>“End all others”</summary>
    public required string SessionsEndOthers { get; init; }

    /// <summary>“Ended: signing in is asked for there at once.”</summary>
    public required string SessionsEnded { get; init; }

    /// <summary>A way of signing in.</summary>
    public required string WayCode { get; init; }

    /// <summary>A way of signing in.</summary>
    public required string WayPasskey { get; init; }

    /// <summary>A way of signing in.</summary>
    public required string WayRecovery { get; init; }

    /// <summary>A way of signing in.</summary>
    public required string WayDemo { get; init; }

    /// <summary>“Change password”</summary>
    public required string PasswordChange { get; init; }

    /// <summary>“Present password”</summary>
    public required string PasswordPresent { get; init; }

    /// <summary>“The password is changed and all other…”</summary>
    public required string PasswordChanged { get; init; }

    /// <summary>“The present password does not fit.”</summary>
    public required string PasswordWrong { get; init; }

    /// <summary>“Passkeys”</summary>
    public required string Passkeys { get; init; }

    /// <summary>“Sign in by fingerprint, face or security key…”</summary>
    public required string PasskeysHelp { get; init; }

    /// <summary>“Name”</summary>
    public required string PasskeyName { get; init; }

    /// <summary>“Add a passkey”</summary>
    public required string PasskeyAdd { get; init; }

    /// <summary>“Remove”</summary>
    public required string PasskeyRemove { get; init; }

    /// <summary>“This passkey will open nothing any more.…”</summary>
    public required string PasskeyRemoveWarning { get; init; }

    /// <summary>“The passkey was not taken. Try again, or…”</summary>
    public required string PasskeyFailed { get; init; }

    /// <summary>The other way to set up a second factor: “Or a passkey”</summary>
    public required string FirstPasskey { get; init; }

    /// <summary>“The passkey was not added…”</summary>
    public required string PasskeyNotMade { get; init; }

    /// <summary>“It is the only second factor…”</summary>
    public required string PasskeyIsOnly { get; init; }

    /// <summary>“Sign in with a passkey”</summary>
    public required string SignInByPasskey { get; init; }

    /// <summary>A role.</summary>
    public required string Citizen { get; init; }

    /// <summary>A role.</summary>
    public required string Operator { get; init; }

    /// <summary>A role.</summary>
    public required string ContractorOperator { get; init; }

    /// <summary>A role.</summary>
    public required string Supervisor { get; init; }

    /// <summary>A role.</summary>
    public required string Analyst { get; init; }

    /// <summary>A role.</summary>
    public required string Auditor { get; init; }

    /// <summary>A role.</summary>
    public required string PrivacyOfficer { get; init; }

    /// <summary>A role.</summary>
    public required string Administrator { get; init; }

    /// <summary>A role.</summary>
    public required string ServiceClient { get; init; }
}
