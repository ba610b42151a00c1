namespace Gudok;

/// <summary>Exit codes that scripts rely on.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Something was refused or wrong; one line on standard error says what.</summary>
    public const int Refused = 1;

    /// <summary>The command line is not one of ours.</summary>
    public const int Usage = 2;
}
