namespace Gudok.Access;

/// <summary>How far a sign-in has come.</summary>
public enum SessionStage
{
    /// <summary>The password was right; the second factor is to be shown.</summary>
    SecondFactor,

    /// <summary>An own password or a second factor has to be set up first.</summary>
    Setup,

    /// <summary>Signed in.</summary>
    Open,
}
