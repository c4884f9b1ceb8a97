// The least that a Fastify server can do for a webhook: read and parse the body, answer 202.
import fastify from 'fastify';

const server = fastify();
server.post('/v1/hooks/:source', (_request, reply) => reply.code(202).send({ duplicate: false }));
process.stdout.write(`${await server.listen({ host: '127.0.0.1', port: 0 })}\n`);
process.once('SIGTERM', () => void server.close());
