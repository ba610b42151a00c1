using System.Text.Json.Serialization;
using Gudok.Access;
using Gudok.Ledger;

namespace Gudok;

/// <summary>What commands print for programs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImportJson))]
[JsonSerializable(typeof(VerifyJson))]
[JsonSerializable(typeof(HeadsJson))]
[JsonSerializable(typeof(KeyStatusJson))]
[JsonSerializable(typeof(BackupJson))]
[JsonSerializable(typeof(BackupCheckJson))]
[JsonSerializable(typeof(RestoreJson))]
[JsonSerializable(typeof(PseudonymisedJson))]
[JsonSerializable(typeof(RetentionView))]
[JsonSerializable(typeof(UserJson[]))]
[JsonSerializable(typeof(OneTimeJson))]
[JsonSerializable(typeof(IReadOnlyList<TeamView>))]
[JsonSerializable(typeof(ExportJson[]))]
[JsonSerializable(typeof(ClientView))]
[JsonSerializable(typeof(IReadOnlyList<ClientView>))]
internal sealed partial class CommandJson : JsonSerializerContext;
