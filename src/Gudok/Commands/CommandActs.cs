using Gudok.Access;

namespace Gudok;

/// <summary>Which act each command is: what the journal calls it, and what the policy would say of it. At the machine's command line whoever owns the
/// data folder and its key source may do all of them, and says why before a number is shown.</summary>
internal static class CommandActs
{
    /// <summary>By the command's words: <c>hold release</c>. What checks files that were given away is done by anybody and has none.</summary>
    public static IReadOnlyDictionary<string, Act?> All { get; } = new Dictionary<string, Act?>(StringComparer.Ordinal)
    {
        ["demo"] = Act.SystemServe,
        ["serve"] = Act.SystemServe,
        ["import"] = Act.CallsImport,
        ["calls"] = Act.CallsSearch,
        ["amend"] = Act.CallAmend,
        ["hold add"] = Act.HoldPlace,
        ["hold list"] = Act.KeepingRead,
        ["hold release"] = Act.HoldRelease,
        ["erase"] = Act.ErasureRun,
        ["retention"] = Act.KeepingRead,
        ["retention run"] = Act.RetentionRun,
        ["export list"] = Act.ExportRead,
        ["export approve"] = Act.ExportDecide,
        ["export refuse"] = Act.ExportDecide,
        ["journal"] = Act.JournalSearch,
        ["verify"] = Act.SystemVerify,
        ["evidence"] = Act.EvidenceMake,
        ["verify-evidence"] = null,
        ["heads"] = Act.SystemVerify,
        ["user add"] = Act.UserAdd,
        ["user list"] = Act.UserRead,
        ["user show"] = Act.UserRead,
        ["user role"] = Act.UserChange,
        ["user team"] = Act.UserChange,
        ["user password"] = Act.UserChange,
        ["user second-factor reset"] = Act.UserChange,
        ["user extension"] = Act.UserChange,
        ["user number"] = Act.UserNumber,
        ["user link"] = Act.UserChange,
        ["user unlink"] = Act.UserChange,
        ["user block"] = Act.UserBlock,
        ["user unblock"] = Act.UserBlock,
        ["team list"] = Act.UserRead,
        ["team department"] = Act.UserChange,
        ["review"] = Act.ReviewRead,
        ["review answer"] = Act.ReviewRights,
        ["review leavers"] = Act.ReviewRights,
        ["review save"] = Act.ReviewRead,
        ["client add"] = Act.ClientManage,
        ["client list"] = Act.ClientManage,
        ["client show"] = Act.ClientManage,
        ["client keys"] = Act.ClientManage,
        ["client block"] = Act.ClientManage,
        ["client unblock"] = Act.ClientManage,
        ["client replace-key"] = Act.ClientManage,
        ["keys status"] = Act.KeysRotate,
        ["keys rotate"] = Act.KeysRotate,
        ["backup"] = Act.BackupMake,
        ["backup verify"] = Act.BackupMake,
        ["restore"] = Act.FolderRestore,
        ["pseudonymise"] = Act.FolderPseudonymise,
        ["simulate"] = Act.SystemSimulate,
    };
}
