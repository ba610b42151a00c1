using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gudok.Access;

/// <summary>Programs and their tokens.</summary>
[DbContext(typeof(AccessDb))]
[Migration("20261122200000_Tokens")]
internal sealed class TokensMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "access_clients",
            table => new
            {
                Id = table.Column<string>(nullable: false),
                Purpose = table.Column<string>(nullable: true),
                Scopes = table.Column<string>(nullable: false),
                Keys = table.Column<string>(nullable: true),
                Certificates = table.Column<string>(nullable: true),
                Networks = table.Column<string>(nullable: true),
                CreatedAt = table.Column<long>(nullable: false),
                LastTokenAt = table.Column<long>(nullable: true),
                BlockedAt = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_access_clients", row => row.Id));
        migrationBuilder.CreateTable(
            "access_token_keys",
            table => new
            {
                Id = table.Column<string>(nullable: false),
                Secret = table.Column<byte[]>(nullable: false),
                SignsFrom = table.Column<long>(nullable: false),
                SignsUntil = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_access_token_keys", row => row.Id));
        migrationBuilder.CreateTable(
            "access_spent_tokens",
            table => new { Id = table.Column<string>(nullable: false), EndsAt = table.Column<long>(nullable: false) },
            constraints: table => table.PrimaryKey("PK_access_spent_tokens", row => row.Id));
        migrationBuilder.CreateIndex("IX_access_spent_tokens_EndsAt", "access_spent_tokens", "EndsAt");
    }
}
