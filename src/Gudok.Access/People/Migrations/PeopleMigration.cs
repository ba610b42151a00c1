using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Gudok.Access;

/// <summary>Accounts, roles, teams, extensions.</summary>
/// <remarks>Written by hand, with the types of .NET in place of one database's, so that it makes the same tables everywhere. A test holds the tables
/// against the model.</remarks>
[DbContext(typeof(AccessDb))]
[Migration("20261122190000_People")]
internal sealed class PeopleMigration : Migration
{
    private const string Accounts = "access_accounts";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        MakeAccounts(migrationBuilder);
        MakeClaims(migrationBuilder);
        MakeLogins(migrationBuilder);
        MakeTokens(migrationBuilder);
        MakePasskeys(migrationBuilder);
        MakeRoles(migrationBuilder);
        MakeTeams(migrationBuilder);
        MakeExtensions(migrationBuilder);
    }

    private static void MakeAccounts(MigrationBuilder builder)
    {
        builder.CreateTable(
            Accounts,
            table => new
            {
                Id = table.Column<string>(nullable: false),
                DisplayName = table.Column<byte[]>(nullable: true),
                Email = table.Column<byte[]>(nullable: true),
                CreatedAt = table.Column<long>(nullable: false),
                LastSignInAt = table.Column<long>(nullable: true),
                BlockedAt = table.Column<long>(nullable: true),
                OneTimeUntil = table.Column<long>(nullable: true),
                LastCodeStep = table.Column<long>(nullable: false),
                UserName = table.Column<string>(maxLength: 256, nullable: true),
                NormalizedUserName = table.Column<string>(maxLength: 256, nullable: true),
                PasswordHash = table.Column<string>(nullable: true),
                SecurityStamp = table.Column<string>(nullable: true),
                ConcurrencyStamp = table.Column<string>(nullable: true),
                TwoFactorEnabled = table.Column<bool>(nullable: false),
                LockoutEnd = table.Column<long>(nullable: true),
                LockoutEnabled = table.Column<bool>(nullable: false),
                AccessFailedCount = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_access_accounts", row => row.Id));
        builder.CreateIndex("UserNameIndex", Accounts, "NormalizedUserName", unique: true);
    }

    private static void MakeClaims(MigrationBuilder builder)
    {
        builder.CreateTable(
            "access_account_claims",
            table => new
            {
                Id = table.Column<int>(nullable: false).Annotation("Sqlite:Autoincrement", true).Annotation("Npgsql:ValueGenerationStrategy", "IdentityByDefaultColumn"),
                UserId = table.Column<string>(nullable: false),
                ClaimType = table.Column<string>(nullable: true),
                ClaimValue = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_access_account_claims", row => row.Id);
                OfAccount(table, "FK_access_account_claims_access_accounts_UserId", row => row.UserId);
            });
        builder.CreateIndex("IX_access_account_claims_UserId", "access_account_claims", "UserId");
    }

    private static void MakeLogins(MigrationBuilder builder)
    {
        builder.CreateTable(
            "access_account_logins",
            table => new
            {
                LoginProvider = table.Column<string>(maxLength: 128, nullable: false),
                ProviderKey = table.Column<string>(maxLength: 128, nullable: false),
                ProviderDisplayName = table.Column<string>(nullable: true),
                UserId = table.Column<string>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_access_account_logins", row => new { row.LoginProvider, row.ProviderKey });
                OfAccount(table, "FK_access_account_logins_access_accounts_UserId", row => row.UserId);
            });
        builder.CreateIndex("IX_access_account_logins_UserId", "access_account_logins", "UserId");
    }

    private static void MakeTokens(MigrationBuilder builder) => builder.CreateTable(
        "access_account_tokens",
        table => new
        {
            UserId = table.Column<string>(nullable: false),
            LoginProvider = table.Column<string>(maxLength: 128, nullable: false),
            Name = table.Column<string>(maxLength: 128, nullable: false),
            Value = table.Column<byte[]>(nullable: true),
        },
        constraints: table =>
        {
            table.PrimaryKey("PK_access_account_tokens", row => new { row.UserId, row.LoginProvider, row.Name });
            OfAccount(table, "FK_access_account_tokens_access_accounts_UserId", row => row.UserId);
        });

    private static void MakePasskeys(MigrationBuilder builder)
    {
        builder.CreateTable(
            "access_account_passkeys",
            table => new
            {
                CredentialId = table.Column<byte[]>(maxLength: 1024, nullable: false),
                UserId = table.Column<string>(nullable: false),
                Data = table.Column<string>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_access_account_passkeys", row => row.CredentialId);
                OfAccount(table, "FK_access_account_passkeys_access_accounts_UserId", row => row.UserId);
            });
        builder.CreateIndex("IX_access_account_passkeys_UserId", "access_account_passkeys", "UserId");
    }

    private static void MakeRoles(MigrationBuilder builder) => builder.CreateTable(
        "access_account_roles",
        table => new { AccountId = table.Column<string>(nullable: false), Role = table.Column<string>(nullable: false) },
        constraints: table =>
        {
            table.PrimaryKey("PK_access_account_roles", row => new { row.AccountId, row.Role });
            OfAccount(table, "FK_access_account_roles_access_accounts_AccountId", row => row.AccountId);
        });

    private static void MakeTeams(MigrationBuilder builder)
    {
        builder.CreateTable(
            "access_teams",
            table => new
            {
                Id = table.Column<string>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Department = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_access_teams", row => row.Id));
        builder.CreateIndex("IX_access_teams_Name", "access_teams", "Name", unique: true);
        builder.CreateTable(
            "access_team_members",
            table => new { TeamId = table.Column<string>(nullable: false), AccountId = table.Column<string>(nullable: false) },
            constraints: table =>
            {
                table.PrimaryKey("PK_access_team_members", row => new { row.TeamId, row.AccountId });
                table.ForeignKey("FK_access_team_members_access_teams_TeamId", row => row.TeamId, "access_teams", "Id", onDelete: ReferentialAction.Cascade);
                OfAccount(table, "FK_access_team_members_access_accounts_AccountId", row => row.AccountId);
            });
        builder.CreateIndex("IX_access_team_members_AccountId", "access_team_members", "AccountId");
    }

    private static void MakeExtensions(MigrationBuilder builder)
    {
        builder.CreateTable(
            "access_extensions",
            table => new
            {
                Id = table.Column<string>(nullable: false),
                AccountId = table.Column<string>(nullable: false),
                Extension = table.Column<byte[]>(nullable: false),
                From = table.Column<int>(nullable: false),
                Until = table.Column<int>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_access_extensions", row => row.Id);
                OfAccount(table, "FK_access_extensions_access_accounts_AccountId", row => row.AccountId);
            });
        builder.CreateIndex("IX_access_extensions_AccountId", "access_extensions", "AccountId");
    }

    private static void OfAccount<TColumns>(
        CreateTableBuilder<TColumns> table, string name, System.Linq.Expressions.Expression<Func<TColumns, object>> column) =>
        table.ForeignKey(name, column, Accounts, "Id", onDelete: ReferentialAction.Cascade);
}
