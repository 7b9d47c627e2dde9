using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ProcessDrafts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ProcessDrafts",
                columns: table => new
                {
                    Account = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Typed = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProcessDrafts", x => new { x.Account, x.Authority });
                });

            migrationBuilder.CreateIndex(
                name: "IX_ProcessDrafts_At",
                table: "ProcessDrafts",
                column: "At");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ProcessDrafts");
        }
    }
}
