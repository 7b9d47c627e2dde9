using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DoorAndRights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Number",
                table: "Registrations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "LastNumber",
                table: "Meetings",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "Arrivals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Meeting = table.Column<Guid>(type: "uuid", nullable: false),
                    SentAs = table.Column<Guid>(type: "uuid", nullable: false),
                    Typed = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: true),
                    IsHead = table.Column<bool>(type: "boolean", nullable: false),
                    Settled = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Arrivals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DataRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: true),
                    Account = table.Column<Guid>(type: "uuid", nullable: true),
                    CheckedBy = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Due = table.Column<DateOnly>(type: "date", nullable: false),
                    Extended = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ExtendedWhy = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Answer = table.Column<string>(type: "text", nullable: false),
                    Answered = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataRequests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RoomBallots",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Vote = table.Column<Guid>(type: "uuid", nullable: false),
                    KeyHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Marks = table.Column<List<int>>(type: "integer[]", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoomBallots", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RoomVotes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Meeting = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Question = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Options = table.Column<List<string>>(type: "text[]", nullable: false),
                    Dots = table.Column<int>(type: "integer", nullable: false),
                    IsEvaluation = table.Column<bool>(type: "boolean", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Opened = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Closed = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Phones = table.Column<List<int>>(type: "integer[]", nullable: false),
                    Answered = table.Column<int>(type: "integer", nullable: false),
                    ByHand = table.Column<string>(type: "text", nullable: false),
                    Former = table.Column<string>(type: "text", nullable: false),
                    AnnulledWhy = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoomVotes", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Registrations_Meeting_Number",
                table: "Registrations",
                columns: new[] { "Meeting", "Number" },
                unique: true,
                filter: "\"Number\" > 0");

            migrationBuilder.CreateIndex(
                name: "IX_Arrivals_Meeting_SentAs",
                table: "Arrivals",
                columns: new[] { "Meeting", "SentAs" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DataRequests_Account",
                table: "DataRequests",
                column: "Account");

            migrationBuilder.CreateIndex(
                name: "IX_DataRequests_Authority_Number",
                table: "DataRequests",
                columns: new[] { "Authority", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DataRequests_Authority_State_Due",
                table: "DataRequests",
                columns: new[] { "Authority", "State", "Due" });

            migrationBuilder.CreateIndex(
                name: "IX_DataRequests_Person",
                table: "DataRequests",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_RoomBallots_Vote_KeyHash",
                table: "RoomBallots",
                columns: new[] { "Vote", "KeyHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RoomVotes_Meeting_Number",
                table: "RoomVotes",
                columns: new[] { "Meeting", "Number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Arrivals");

            migrationBuilder.DropTable(
                name: "DataRequests");

            migrationBuilder.DropTable(
                name: "RoomBallots");

            migrationBuilder.DropTable(
                name: "RoomVotes");

            migrationBuilder.DropIndex(
                name: "IX_Registrations_Meeting_Number",
                table: "Registrations");

            migrationBuilder.DropColumn(
                name: "Number",
                table: "Registrations");

            migrationBuilder.DropColumn(
                name: "LastNumber",
                table: "Meetings");
        }
    }
}
