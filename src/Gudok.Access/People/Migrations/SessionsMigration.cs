using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gudok.Access;

/// <summary>Sessions.</summary>
[DbContext(typeof(AccessDb))]
[Migration("20261122193000_Sessions")]
internal sealed class SessionsMigration : Migration
{
    private const string Sessions = "access_sessions";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            Sessions,
            table => new
            {
                Id = table.Column<string>(nullable: false),
                TokenHash = table.Column<byte[]>(nullable: false),
                AccountId = table.Column<string>(nullable: false),
                Stage = table.Column<string>(nullable: false),
                StartedAt = table.Column<long>(nullable: false),
                SeenAt = table.Column<long>(nullable: false),
                EndsAt = table.Column<long>(nullable: false),
                Way = table.Column<string>(nullable: false),
                Address = table.Column<byte[]>(nullable: true),
                Device = table.Column<byte[]>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_access_sessions", row => row.Id);
                table.ForeignKey("FK_access_sessions_access_accounts_AccountId", row => row.AccountId, "access_accounts", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_access_sessions_TokenHash", Sessions, "TokenHash", unique: true);
        migrationBuilder.CreateIndex("IX_access_sessions_AccountId", Sessions, "AccountId");
    }
}
